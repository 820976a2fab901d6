using System.CommandLine;
using Aspirate.Cluster.Deploying;
using Aspirate.Deploying;
using Aspirate.Rollouts;

namespace Aspirate.Commands;

/// <summary><c>aspirate apply</c>: the tree becomes a running application.</summary>
internal sealed class ApplyCommand : Command
{
    private readonly ClusterOptions _cluster = new();
    private readonly SourceOptions _source = new();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Change nothing; show what would be different" };
    private readonly TakeOverOption _takeOver = new();
    private readonly TimeoutOption _timeout = TimeoutOption.ForRollouts();
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait until the workloads are healthy; nothing is rolled back then" };

    private readonly CanaryOptions _canary = new();

    public ApplyCommand()
        : base("apply", "Bring the application into the cluster, wait until it is healthy, and go back when it does not become so")
    {
        _cluster.AddTo(this);
        _source.AddTo(this);
        foreach (var option in new Option[] { _dryRun, _takeOver, _timeout, _noWait })
        {
            Add(option);
        }

        _canary.AddTo(this, _noWait, _dryRun);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = CommandConsole.Of(arguments.InvocationConfiguration);
        var source = _cluster.Source(arguments, _source.FindIfAny(arguments));
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        var application = await source.ReadAsync(connection, console, cancellationToken);
        if (arguments.GetValue(_dryRun))
        {
            await new ApplicationDifference(connection, arguments.InvocationConfiguration).ShowAsync(application, arguments.GetValue(_takeOver), cancellationToken);
            return ExitCodes.Success;
        }

        var wait = arguments.GetValue(_noWait) ? null : new RolloutWait(connection, console, arguments.GetValue(_timeout));
        return ExitCodes.Of(await new ApplicationRollout(connection, console, wait, _canary.Watch(arguments, connection, console)).ApplyAsync(application, arguments.GetValue(_takeOver), cancellationToken));
    }
}
