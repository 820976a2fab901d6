namespace Aspire.Dashboard.Telemetry.Sources;

/// <summary>An instrumentation scope: the name and version of the library that recorded something.</summary>
internal sealed record ScopeEntry(string Name, string Version)
{
    public static ScopeEntry Unknown { get; } = new("", "");

    public string DisplayName => Version.Length == 0 ? Name : $"{Name} {Version}";
}
