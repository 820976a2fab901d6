using System.CommandLine;
using Aspirate.Cluster.Applying;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using Aspirate.Rollouts;
using Aspirate.Secrets;

namespace Aspirate.Commands;

/// <summary>What <c>rotate</c> and <c>retire</c> have in common: which parameters, where, and how long they wait for pods.</summary>
internal sealed class RotationOptions
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "The parameters", Arity = ArgumentArity.OneOrMore };
    private readonly TimeoutOption _timeout = new("How long the pods may take, each time some are replaced", TimeSpan.FromMinutes(10));
    private readonly ClusterOptions _cluster = new();

    public void AddTo(Command command)
    {
        command.Add(_names);
        command.Add(_timeout);
        _cluster.AddTo(command);
    }

    public string[] Names(ParseResult arguments) => [.. arguments.GetRequiredValue(_names).Distinct(StringComparer.Ordinal)];

    public Task<IReadOnlyList<SecretTemplate>> ReadTreeAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        SecretTemplateReader.ReadAsync(_cluster.InputPath(arguments), cancellationToken);

    /// <summary>Does <paramref name="action"/> while nobody else deploys to the namespace.</summary>
    /// <returns>How it ended; <see langword="null"/> when it was interrupted, which has been said.</returns>
    public async Task<RotationOutcome?> RunAsync(ParseResult arguments, IParameterValues values, Func<SecretRotation, CancellationToken, Task<RotationOutcome>> action, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var @namespace = _cluster.TargetNamespace(arguments);
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        await using var @lock = await NamespaceLock.AcquireAsync(
            connection.Client, @namespace, holder => console.Error.WriteLine($"{holder} is deploying to namespace '{@namespace}'; waiting ..."), cancellationToken);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, @lock.Lost);
        var observer = new RotationConsole(new(connection, CommandConsole.Of(console), arguments.GetValue(_timeout)), @namespace, console.Output);
        try
        {
            return await action(new SecretRotation(connection, @namespace, values, TimeProvider.System, observer), either.Token);
        }
        catch (OperationCanceledException)
        {
            var reason = cancellationToken.IsCancellationRequested ? "Interrupted" : "The connection to the cluster was away for too long, so that somebody else may deploy by now";
            await console.Error.WriteLineAsync($"{reason}. The application goes on working as it is; repeat the command to finish.");
            return null;
        }
    }
}
