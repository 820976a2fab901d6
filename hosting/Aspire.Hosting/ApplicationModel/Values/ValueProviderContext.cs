namespace Aspire.Hosting.ApplicationModel;

/// <summary>Who asks for a value. The same endpoint has another address inside a container network than on the host.</summary>
public class ValueProviderContext
{
    /// <summary>Gets the mode in which the value is needed.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>Gets the resource that will receive the value.</summary>
    public IResource? Caller { get; init; }

    /// <summary>Gets the network from which the value is used; <see langword="null"/> means the host's own.</summary>
    public NetworkIdentifier? Network { get; init; }
}
