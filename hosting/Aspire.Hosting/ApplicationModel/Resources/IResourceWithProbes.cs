namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that can be asked whether it has started, is ready, or is alive.</summary>
public interface IResourceWithProbes : IResource;
