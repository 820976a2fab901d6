using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster;

/// <summary>What happens when a process ends although nobody stopped it; the names are Kubernetes' own.</summary>
public enum RestartPolicy
{
    /// <summary>It is a service: it is started again, whatever its exit code.</summary>
    Always,

    /// <summary>It is a tool: exit code 0 is its proper end.</summary>
    OnFailure,

    /// <summary>It ends once, well or badly.</summary>
    Never,
}

/// <summary>The restart policy that the model states for a resource.</summary>
/// <param name="policy">The policy.</param>
public sealed class RestartPolicyAnnotation(RestartPolicy policy) : IResourceAnnotation
{
    /// <summary>Gets the policy.</summary>
    public RestartPolicy Policy => policy;
}
