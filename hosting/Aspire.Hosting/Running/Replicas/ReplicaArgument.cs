namespace Aspire.Hosting.Running.Replicas;

/// <summary>An argument of a program.</summary>
internal sealed record ReplicaArgument(string Value, bool IsSecret);
