using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>What one replica is given: everything that the model left open is resolved.</summary>
/// <param name="Name">The replica's name.</param>
/// <param name="Environment">The variables of the model.</param>
/// <param name="Arguments">The arguments of the model.</param>
/// <param name="Ports">Its own port for each endpoint.</param>
internal sealed record ReplicaConfiguration(
    string Name,
    IReadOnlyList<EnvironmentVariableSnapshot> Environment,
    IReadOnlyList<ReplicaArgument> Arguments,
    IReadOnlyDictionary<EndpointAnnotation, int> Ports);
