using System.CommandLine;
using Aspirate.Cluster;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Destroying;
using Aspirate.Cluster.Charts;
using Aspirate.Deploying;

namespace Aspirate.Commands;

/// <summary><c>aspirate destroy</c>: what apply brought goes again, and nothing else.</summary>
internal sealed class DestroyCommand : Command
{
    private readonly ClusterOptions _cluster = new();
    private readonly Option<bool> _volumes = new("--volumes") { Description = "Delete the volumes, too: all data of the application" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask" };
    private readonly TimeoutOption _timeout = new("How long to wait until everything is gone", TimeSpan.FromMinutes(5));

    public DestroyCommand()
        : base("destroy", "Take the application out of the cluster; its volumes stay unless --volumes")
    {
        Aliases.Add("stop"); // what the official tool calls the end of "run"
        _cluster.AddTo(this);
        Add(_volumes);
        Add(_yes);
        Add(_timeout);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var target = _cluster.TargetNamespace(arguments);
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        var deployer = new ApplicationDeployer(connection, target, TimeProvider.System);
        var plan = await deployer.PlanDestructionAsync(arguments.GetValue(_volumes), cancellationToken);
        var charts = new ApplicationCharts(connection, target, Directory.GetCurrentDirectory());
        var releases = await charts.ListDestroyedAsync(cancellationToken);
        if (plan.IsEmpty && releases.Count == 0)
        {
            await console.Output.WriteLineAsync($"Nothing of aspirate runs in namespace '{target}' (context '{connection.Context}').");
            await TellOfKeptDataAsync(plan, target, console.Output);
            return ExitCodes.Success;
        }

        if (!arguments.GetValue(_yes) && !_cluster.IsNonInteractive(arguments) && !await ConfirmAsync(plan, releases, connection, target, console, cancellationToken))
        {
            await console.Error.WriteLineAsync("Nothing was deleted.");
            return ExitCodes.Failure;
        }

        // Once more under the lock: an apply may just have ended.
        await using var @lock = await deployer.LockAsync(holder => console.Error.WriteLine($"{holder} is deploying to namespace '{target}'; waiting ..."), cancellationToken);
        plan = await deployer.PlanDestructionAsync(plan.WithVolumes, cancellationToken);
        var timeout = arguments.GetValue(_timeout);
        var strangers = await deployer.DestroyAsync(plan, timeout, reference => console.Output.WriteLine($"  {"deleted",-9} {reference}"), UninstallAsync, cancellationToken);
        await console.Output.WriteLineAsync($"Destroyed the application in namespace '{target}' (context '{connection.Context}').");
        await TellOfKeptDataAsync(plan, target, console.Output);
        if (strangers.Count > 0)
        {
            await console.Output.WriteLineAsync($"The namespace stays, for it has things that aspirate did not make: {string.Join(", ", strangers)}.");
        }

        return ExitCodes.Success;

        async Task UninstallAsync(CancellationToken cancellation)
        {
            await charts.UninstallAsync(await charts.ListDestroyedAsync(cancellation), timeout, release => console.Output.WriteLine(ChartLines.Uninstalled(release)), cancellation);
            await charts.ForgetAsync(cancellation);
        }
    }

    private static async Task<bool> ConfirmAsync(DestroyPlan plan, IReadOnlyList<ChartRecord> releases, ClusterConnection connection, string target, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
        {
            throw new UserErrorException($"Nobody can answer whether to destroy the application in namespace '{target}'. Say so with --yes.");
        }

        var data = plan.WithVolumes && plan.Claims.Count > 0 ? $" AND ALL ITS DATA ({string.Join(", ", plan.Claims)})" : "";
        var uninstalls = string.Concat(releases.Select(release => $", and uninstall {ChartLines.Show(release)}"));
        await console.Output.WriteAsync($"Delete {plan.Objects.Count} objects of namespace '{target}' in context '{connection.Context}'{data}{uninstalls}? [y/N] ");
        await console.Output.FlushAsync(cancellationToken);
        return await Console.In.ReadLineAsync(cancellationToken) is { } answer && answer.Trim().ToUpperInvariant() is "Y" or "YES";
    }

    private static async Task TellOfKeptDataAsync(DestroyPlan plan, string target, TextWriter output)
    {
        if (plan.KeepsData)
        {
            await output.WriteLineAsync($"Its data stays ({string.Join(", ", plan.Claims)}), and with it the namespace and the passwords; the next apply takes them up again. To delete them, too: aspirate destroy --volumes --namespace {target}");
        }
    }
}
