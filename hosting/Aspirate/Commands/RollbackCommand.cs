using System.CommandLine;
using System.Globalization;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Applying.Revisions;
using Aspirate.Cluster.Deploying;
using Aspirate.Rollouts;

namespace Aspirate.Commands;

/// <summary><c>aspirate rollback</c>: an earlier revision is applied again, as a new one.</summary>
internal sealed class RollbackCommand : Command
{
    private readonly Argument<int?> _revision = new("revision") { Description = "The revision to go back to; without it, the last good one before the current", Arity = ArgumentArity.ZeroOrOne };
    private readonly ClusterOptions _cluster = new();
    private readonly Option<bool> _list = new("--list") { Description = "Show the revisions and change nothing" };
    private readonly TakeOverOption _takeOver = new();
    private readonly TimeoutOption _timeout = TimeoutOption.ForRollouts();
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Do not wait until the workloads are healthy" };

    public RollbackCommand()
        : base("rollback", "Go back to an earlier revision of the application")
    {
        Add(_revision);
        _cluster.AddTo(this);
        foreach (var option in new Option[] { _list, _takeOver, _timeout, _noWait })
        {
            Add(option);
        }

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var target = _cluster.TargetNamespace(arguments);
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        if (arguments.GetValue(_list))
        {
            var history = await new ApplicationDeployer(connection, target, TimeProvider.System).HistoryAsync(cancellationToken);
            await ListAsync(history, target, console.Output);
            return ExitCodes.Success;
        }

        var output = CommandConsole.Of(console);
        var wait = arguments.GetValue(_noWait) ? null : new RolloutWait(connection, output, arguments.GetValue(_timeout));
        return ExitCodes.Of(await new ApplicationRollout(connection, output, wait).RollBackAsync(target, arguments.GetValue(_revision), arguments.GetValue(_takeOver), cancellationToken));
    }

    private static async Task ListAsync(IReadOnlyList<Revision> history, string target, TextWriter output)
    {
        if (history.Count == 0)
        {
            await output.WriteLineAsync($"The namespace '{target}' has no revision.");
        }

        foreach (var revision in history)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{revision.Number,4}  {revision.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {revision.State.ToString().ToLowerInvariant(),-11}  {revision.Description}"));
            foreach (var image in revision.Images)
            {
                await output.WriteLineAsync($"      {ImageText.WithoutDigest(image)}");
            }
        }
    }
}
