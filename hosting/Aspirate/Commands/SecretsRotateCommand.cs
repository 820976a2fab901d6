using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using Aspirate.Secrets;

namespace Aspirate.Commands;

/// <summary><c>aspirate secrets rotate NAME…</c>: new values for a running application, without anybody being turned away meanwhile.</summary>
internal sealed class SecretsRotateCommand : Command
{
    private readonly RotationOptions _options = new();
    private readonly ProjectPathOption _projectPath = new();

    public SecretsRotateCommand()
        : base("rotate", "Give parameters new values: the one of the AppHost's configuration if it is new there, or else one made by the parameter's rule")
    {
        _options.AddTo(this);
        Add(_projectPath);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var tree = await _options.ReadTreeAsync(arguments, cancellationToken);
        var values = AppHostParameterValues.Of(arguments.GetRequiredValue(_projectPath), new AppHostRunner(console.Error));
        var names = _options.Names(arguments);
        var outcome = await _options.RunAsync(arguments, values, (rotation, cancellation) => rotation.RotateAsync(tree, names, cancellation), cancellationToken);
        return await ReportAsync(outcome, tree, names, console);
    }

    private static async Task<int> ReportAsync(RotationOutcome? outcome, IReadOnlyList<SecretTemplate> tree, string[] names, InvocationConfiguration console)
    {
        switch (outcome)
        {
            case null:
                return ExitCodes.Cancelled;
            case RotationOutcome.RolledBack:
                await console.Error.WriteLineAsync($"Rolled back: the pods did not become healthy with the new value of {string.Join(", ", names)}, so the one before is in force again.");
                return ExitCodes.RolledBack;
            case RotationOutcome.Unfinished:
                await console.Error.WriteLineAsync($"The rotation of {string.Join(", ", names)} is not finished. Fix what is reported above and repeat the command: it goes on where it was.");
                return ExitCodes.Failure;
            default:
                await console.Output.WriteLineAsync($"Rotated {string.Join(", ", names)}.");
                string[] accepted = [.. names.Where(name => SecretRotation.KeepsAccepting(tree, name))];
                if (accepted.Length > 0)
                {
                    await console.Output.WriteLineAsync($"The value before is still accepted. When nothing uses it any more: aspirate secrets retire {string.Join(' ', accepted)}");
                }

                return ExitCodes.Success;
        }
    }
}
