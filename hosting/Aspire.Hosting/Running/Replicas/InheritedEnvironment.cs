namespace Aspire.Hosting.Running.Replicas;

/// <summary>What the services do not inherit from the AppHost: its own settings, and secrets that are meant for it alone.</summary>
internal static class InheritedEnvironment
{
    private static readonly string[] Names = ["ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "HTTP_PORTS", "HTTPS_PORTS", "DOTNET_LAUNCH_PROFILE"];

    private static readonly string[] Prefixes =
    [
        "Parameters__", "ConnectionStrings__", "AppHost__", "ASPIRE_", "DOTNET_DASHBOARD_", "DASHBOARD__", "DOTNET_RESOURCE_SERVICE_", "OTEL_", "MSBUILD", "DOTNET_CLI_",
    ];

    /// <summary>The variables to remove, each with the value <see langword="null"/>.</summary>
    public static Dictionary<string, string?> Removed() => Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => Names.Contains(name, StringComparer.OrdinalIgnoreCase) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(name => name, _ => (string?)null);
}
