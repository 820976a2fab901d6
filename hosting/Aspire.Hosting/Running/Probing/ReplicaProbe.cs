namespace Aspire.Hosting.Running.Probing;

/// <summary>A question, what its answer decides, and how often it is asked.</summary>
internal sealed record ReplicaProbe(ProbeKind Kind, IProbe Probe, ProbeSettings Settings);
