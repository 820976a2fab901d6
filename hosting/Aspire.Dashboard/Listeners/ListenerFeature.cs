namespace Aspire.Dashboard.Listeners;

/// <summary>Marks a connection with the kind of the port it came in at.</summary>
internal sealed record ListenerFeature(ListenerKind Kind);
