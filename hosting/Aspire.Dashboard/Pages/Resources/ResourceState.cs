using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Resources;
using Microsoft.FluentUI.AspNetCore.Components;

namespace Aspire.Dashboard.Pages.Resources;

/// <summary>How a resource's state looks.</summary>
/// <param name="Text">The words.</param>
/// <param name="Style">The style sheet's class: <c>ok</c>, <c>info</c>, <c>warn</c>, <c>error</c>, or none.</param>
/// <param name="Icon">The icon.</param>
/// <param name="Rank">How much it wants to be seen: the worst has the highest.</param>
public sealed record ResourceState(string Text, string Style, Icon Icon, int Rank)
{
    /// <summary>The look of a replica.</summary>
    public static ResourceState Of(ResourceSnapshot resource)
    {
        var text = resource.State ?? "Unknown";
        var exitCode = resource.GetProperty(KnownResourceProperties.ExitCode);
        switch (resource.State)
        {
            case "Running" or "Active" or "Ready":
                return resource.Health switch
                {
                    ResourceHealth.Unhealthy => new($"{text} (unhealthy)", "warn", Glyphs.Warning, 5),
                    ResourceHealth.Degraded => new($"{text} (degraded)", "warn", Glyphs.Warning, 4),
                    _ => new(text, "ok", Glyphs.Success, 0),
                };
            case "FailedToStart" or "RuntimeUnhealthy":
                return new(resource.State == "FailedToStart" ? "Failed to start" : "Runtime unhealthy", "error", Glyphs.Error, 8);
            case "Exited" or "Finished" when exitCode is not null and not "0":
                return new($"{text} ({exitCode})", "error", Glyphs.Error, 7);
            case "Exited" or "Finished" or "Stopped" or "NotStarted":
                return new(text == "NotStarted" ? "Not started" : text, "", Glyphs.Stopped, 1);
            case "Starting" or "Stopping" or "Waiting" or "Building" or "Backoff":
                return new(text, resource.State == "Backoff" ? "warn" : "info", Glyphs.Progress, 3);
        }

        return resource.StateStyle switch
        {
            "success" => new(text, "ok", Glyphs.Success, 0),
            "error" => new(text, "error", Glyphs.Error, 7),
            "warning" => new(text, "warn", Glyphs.Warning, 4),
            "info" => new(text, "info", Glyphs.Progress, 2),
            _ => new(text, "", Glyphs.Unknown, 2),
        };
    }
}
