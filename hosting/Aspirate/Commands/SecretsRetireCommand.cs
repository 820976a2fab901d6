using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster.Secrets;
using Aspirate.Secrets;

namespace Aspirate.Commands;

/// <summary><c>aspirate secrets retire NAME…</c>: the values before the last rotation are accepted no longer, and forgotten.</summary>
internal sealed class SecretsRetireCommand : Command
{
    private readonly RotationOptions _options = new();

    public SecretsRetireCommand()
        : base("retire", "End the time in which the value before the last rotation is accepted too")
    {
        _options.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var tree = await _options.ReadTreeAsync(arguments, cancellationToken);
        var names = _options.Names(arguments);
        var nothingGiven = new AppHostParameterValues(null, new AppHostRunner(console.Error));
        switch (await _options.RunAsync(arguments, nothingGiven, (rotation, cancellation) => rotation.RetireAsync(tree, names, cancellation), cancellationToken))
        {
            case null:
                return ExitCodes.Cancelled;
            case RotationOutcome.Done:
                await console.Output.WriteLineAsync($"The value before of {string.Join(", ", names)} is accepted no longer.");
                return ExitCodes.Success;
            default:
                await console.Error.WriteLineAsync("Some pods did not become healthy and still accept it. Fix what is reported above and repeat the command.");
                return ExitCodes.Failure;
        }
    }
}
