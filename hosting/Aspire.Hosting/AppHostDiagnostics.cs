using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>
/// What a test host listens to, in order to change an AppHost while it builds its model: a <see cref="DiagnosticListener"/>
/// named <c>Aspire.Hosting</c>.
/// </summary>
internal static class AppHostDiagnostics
{
    internal const string ListenerName = "Aspire.Hosting";
    internal const string BuilderConstructingEvent = "DistributedApplicationBuilderConstructing";
    internal const string BuilderConstructedEvent = "DistributedApplicationBuilderConstructed";
    internal const string BuildingEvent = "DistributedApplicationBuilding";
    internal const string BuiltEvent = "DistributedApplicationBuilt";

    private static readonly DiagnosticListener Listener = new(ListenerName);

    internal static void BuilderConstructing(DistributedApplicationOptions options) => Write(BuilderConstructingEvent, options);

    internal static void BuilderConstructed(DistributedApplicationBuilder builder) => Write(BuilderConstructedEvent, builder);

    internal static void Building(DistributedApplicationBuilder builder) => Write(BuildingEvent, builder);

    internal static void Built(DistributedApplication application) => Write(BuiltEvent, application);

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Listeners get the object itself.")]
    private static void Write(string name, object value)
    {
        if (Listener.IsEnabled(name))
        {
            Listener.Write(name, value);
        }
    }
}
