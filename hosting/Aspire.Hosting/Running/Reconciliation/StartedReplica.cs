using Aspire.Hosting.Running.Probing;
using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>A replica's process and the questions by which its health is known.</summary>
internal sealed record StartedReplica(ISupervisedProcess Process, IReadOnlyList<ReplicaProbe> Probes);
