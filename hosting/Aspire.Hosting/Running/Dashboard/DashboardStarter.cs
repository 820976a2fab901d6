using Aspire.Hosting.Running.Probing;
using Aspire.Hosting.Running.Processes;
using Aspire.Hosting.Running.Reconciliation;
using Aspire.Hosting.Running.Replicas;

namespace Aspire.Hosting.Running.Dashboard;

/// <summary>Starts the dashboard's program. To the reconciler it is one more service; to the user it is none of the application's.</summary>
internal sealed class DashboardStarter(DashboardSettings settings, Uri resourceService, ProcessSupervisor supervisor, LogTail log) : IReplicaStarter
{
    /// <summary>Its name; the model's names cannot contain a dot.</summary>
    public const string Name = "aspire.dashboard";

    public Task<StartedReplica> StartAsync(string replica, CancellationToken cancellationToken)
    {
        var program = Path.ChangeExtension(settings.AssemblyPath, OperatingSystem.IsWindows() ? ".exe" : null);
        var environment = InheritedEnvironment.Removed();

        foreach (var (name, value) in Environment())
        {
            environment[name] = value;
        }

        var process = supervisor.Start(
            new()
            {
                FileName = File.Exists(program) ? program : "dotnet",
                Arguments = File.Exists(program) ? [] : ["exec", settings.AssemblyPath],
                WorkingDirectory = Path.GetDirectoryName(settings.AssemblyPath)!,
                Environment = environment,
            },
            log.Add);

        return Task.FromResult(new StartedReplica(process, [new(ProbeKind.Readiness, new TcpProbe(settings.Pages.Port), new())]));
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_ENVIRONMENT"] = "Production",
        ["ASPNETCORE_URLS"] = settings.Pages.OriginalString,
        ["DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"] = settings.OtlpGrpc.OriginalString,
        ["DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = settings.OtlpHttp.OriginalString,
        ["DOTNET_RESOURCE_SERVICE_ENDPOINT_URL"] = resourceService.OriginalString,
        ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
        ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = settings.BrowserToken,
        ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = settings.OtlpApiKey,
        ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
        ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = settings.ResourceServiceApiKey,
    };
}
