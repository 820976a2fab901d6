namespace Aspirate.Cluster.Rollouts;

/// <summary>A workload of a namespace.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
public sealed record WorkloadId(ControllerKind Kind, string Name)
{
    /// <summary>The workload of an object, or null when objects of that kind bring no pods about.</summary>
    /// <param name="kind">The object's <c>kind</c>, e.g. <c>Deployment</c>.</param>
    /// <param name="name">The object's name.</param>
    public static WorkloadId? From(string kind, string name) => kind switch
    {
        "Deployment" => new(ControllerKind.Deployment, name),
        "StatefulSet" => new(ControllerKind.StatefulSet, name),
        "DaemonSet" => new(ControllerKind.DaemonSet, name),
        "Job" => new(ControllerKind.Job, name),
        _ => null,
    };

    /// <summary>As <c>kubectl</c> takes it: <c>deployment/auth</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()}/{Name}";
}
