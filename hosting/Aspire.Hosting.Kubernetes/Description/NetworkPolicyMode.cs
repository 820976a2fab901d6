namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>How much of the traffic of the application's pods network policies deny.</summary>
public enum NetworkPolicyMode
{
    /// <summary>Everything that the model does not name: who may talk to whom, and nobody else.</summary>
    Strict,

    /// <summary>What comes from other namespaces, except to what is external or routed. What goes out is free.</summary>
    On,

    /// <summary>Nothing: there are no policies.</summary>
    Off,
}
