namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application: a project, a container, a database, a parameter.</summary>
public interface IResource
{
    /// <summary>Gets the name, unique in the application (case is ignored).</summary>
    string Name { get; }

    /// <summary>Gets everything that is said about the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
