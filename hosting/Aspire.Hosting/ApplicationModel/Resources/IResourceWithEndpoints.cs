namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that listens for others.</summary>
public interface IResourceWithEndpoints : IResource;
