namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is part of another one, such as a database of a server. It shares its parent's life.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>Gets the resource that this one is part of.</summary>
    IResource Parent { get; }
}
