namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that runs code, and is therefore placed in a compute environment when published.</summary>
public interface IComputeResource : IResource;
