using System.CommandLine;
using Aspirate.Cluster;
using Aspirate.Cluster.Applying.Destroying;
using Aspirate.Cluster.Deploying;
using Aspirate.Rollouts;

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
        var removal = new ApplicationRemoval(connection, target, CommandConsole.Of(console));
        var plan = await removal.PlanAsync(arguments.GetValue(_volumes), cancellationToken);
        if (!plan.IsEmpty && !arguments.GetValue(_yes) && !_cluster.IsNonInteractive(arguments) && !await ConfirmAsync(plan, connection, target, console, cancellationToken))
        {
            await console.Error.WriteLineAsync("Nothing was deleted.");
            return ExitCodes.Failure;
        }

        await removal.RunAsync(plan, arguments.GetValue(_timeout), cancellationToken);
        return ExitCodes.Success;
    }

    private static async Task<bool> ConfirmAsync(DestroyPlan plan, ClusterConnection connection, string target, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
        {
            throw new UserErrorException($"The input is not a terminal, so nobody can be asked whether to destroy the application in namespace '{target}'. Confirm it with --yes.");
        }

        var data = plan.WithVolumes && plan.Claims.Count > 0 ? $" AND ALL ITS DATA ({string.Join(", ", plan.Claims)})" : "";
        var charts = string.Concat(plan.Charts.Select(release => $", and uninstall {ChartLines.Show(release)}"));
        await console.Output.WriteAsync($"Delete {plan.Objects.Count} objects of namespace '{target}' in context '{connection.Context}'{data}{charts}? [y/N] ");
        await console.Output.FlushAsync(cancellationToken);
        return await Console.In.ReadLineAsync(cancellationToken) is { } answer && answer.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
