namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>The other side of a call that sends no telemetry itself.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Kind">What sort it is: <c>postgresql</c>, <c>http</c>, …</param>
internal sealed record Peer(string Name, string Kind);
