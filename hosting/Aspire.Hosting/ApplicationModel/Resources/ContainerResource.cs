namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container.</summary>
/// <param name="name">The name.</param>
/// <param name="entrypoint">The command that replaces the image's own entry point.</param>
public class ContainerResource(string name, string? entrypoint = null) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Gets or sets the command that replaces the image's own entry point; <see langword="null"/> keeps it.</summary>
    public string? Entrypoint { get; set; } = entrypoint;

    /// <summary>Gets or sets whether the arguments are run through a shell.</summary>
    public bool? ShellExecution { get; set; }
}
