namespace Aspirate.Cluster.Rollouts.Status;

/// <summary>Something that keeps requests from outside away from the application.</summary>
/// <param name="Subject">The object that has it, as people write it: <c>HTTPRoute/auth</c>.</param>
/// <param name="Reason">One word for scripts and tests, the condition's reason where there is one: <c>BackendNotFound</c>.</param>
/// <param name="Message">What is wrong, on one line.</param>
/// <param name="Remedy">What to do about it, on one line.</param>
public sealed record EntranceProblem(string Subject, string Reason, string Message, string Remedy);
