namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>An environment variable of a workload.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Value">Its value.</param>
public sealed record EnvironmentEntry(string Name, TextTemplate Value);
