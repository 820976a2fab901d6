namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is part of one of a certain kind.</summary>
/// <typeparam name="T">The kind of parent.</typeparam>
public interface IResourceWithParent<out T> : IResourceWithParent
    where T : IResource
{
    /// <summary>Gets the resource that this one is part of.</summary>
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}
