using System.CommandLine;
using Aspirate.Deploying;
using Aspirate.Rollouts;

namespace Aspirate.Commands;

/// <summary><c>aspirate diff</c>: what an apply would change, judged by the cluster; exit code 1 when there is something.</summary>
internal sealed class DiffCommand : Command
{
    private readonly ClusterOptions _cluster = new();
    private readonly SourceOptions _source = new();
    private readonly TakeOverOption _takeOver = new();

    public DiffCommand()
        : base("diff", "Show what apply would change; exit with 1 when there is something")
    {
        _cluster.AddTo(this);
        _source.AddTo(this);
        Add(_takeOver);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var source = _cluster.Source(arguments, _source.FindIfAny(arguments));
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        var application = await source.ReadAsync(connection, CommandConsole.Of(arguments.InvocationConfiguration), cancellationToken);
        var differs = await new ApplicationDifference(connection, arguments.InvocationConfiguration).ShowAsync(application, arguments.GetValue(_takeOver), cancellationToken);
        return differs ? ExitCodes.Failure : ExitCodes.Success;
    }
}
