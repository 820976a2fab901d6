using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Terminal;

/// <summary>What the user sees of a run. Implementations are safe to call from any thread.</summary>
internal interface IRunTerminal
{
    /// <summary>The resources, in the model's order, before anything was started.</summary>
    void Begin(IReadOnlyList<ResourceRow> rows);

    void Update(ResourceRow row);

    /// <summary>Everything that was to start is ready, for the first time.</summary>
    /// <param name="elapsed">How long it took since the AppHost's process began.</param>
    /// <param name="slowest">What took longest, from the start of its own process.</param>
    /// <param name="dashboardAddress">Where to sign in to the dashboard, if there is one.</param>
    void Ready(TimeSpan elapsed, (string Resource, TimeSpan Duration)? slowest, string? dashboardAddress);

    /// <summary>Something happened that is worth a line.</summary>
    void Notice(string message);

    void Log(string replica, LogLine line);

    /// <summary>The run ends, because it was asked to.</summary>
    void Stopping();

    void Stopped(TimeSpan elapsed);

    /// <summary>The run ends, because it cannot go on. The message tells why and what helps.</summary>
    void Error(string message);
}
