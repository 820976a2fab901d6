using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>What the builders of a workload's objects need to know.</summary>
/// <param name="Application">The application.</param>
/// <param name="Workload">The workload.</param>
/// <param name="Configuration">The workload's settings, sorted into plain and secret ones.</param>
internal sealed record ObjectContext(ApplicationDescription Application, WorkloadDescription Workload, WorkloadConfiguration Configuration)
{
    public Dictionary<string, string> Labels => WorkloadLabels.Of(Application, Workload);

    public Dictionary<string, string> Selector => WorkloadLabels.Selector(Application, Workload.Name);

    public string Name => Workload.Name;
}
