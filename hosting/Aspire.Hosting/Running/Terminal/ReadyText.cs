using System.Globalization;

namespace Aspire.Hosting.Running.Terminal;

/// <summary>How long it took, and whose time it was.</summary>
internal static class ReadyText
{
    public static string Describe(TimeSpan elapsed, (string Resource, TimeSpan Duration)? slowest) => string.Create(
        CultureInfo.InvariantCulture,
        $"Ready after {elapsed.TotalSeconds:0.0} s{(slowest is var (resource, duration) ? string.Create(CultureInfo.InvariantCulture, $"; {resource} took longest, {duration.TotalSeconds:0.0} s by itself") : "")}.");
}
