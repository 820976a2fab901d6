using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Cluster;
using Aspirate.Cluster.Secrets;
using Aspirate.Secrets;

namespace Aspirate.Commands;

/// <summary><c>aspirate secrets get NAME</c>: prints one value of the cluster and nothing else, for whoever has to log in, or for a pipe.</summary>
internal sealed class SecretsGetCommand : Command
{
    private readonly Argument<string> _name = new("NAME") { Description = "The parameter" };
    private readonly Option<bool> _previous = new("--previous") { Description = "The value before the last rotation" };
    private readonly ClusterOptions _cluster = new();

    public SecretsGetCommand()
        : base("get", "Print the value of one parameter, as the cluster has it")
    {
        Add(_name);
        Add(_previous);
        _cluster.AddTo(this);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var name = arguments.GetRequiredValue(_name);
        var isPrevious = arguments.GetValue(_previous);
        var @namespace = _cluster.TargetNamespace(arguments);
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        var nothingGiven = new AppHostParameterValues(null, new AppHostRunner(arguments.InvocationConfiguration.Error));
        var value = await new SecretDeployment(connection.Client, @namespace, nothingGiven, TimeProvider.System).ReadValueAsync(name, isPrevious, cancellationToken)
            ?? throw new UserErrorException($"The namespace '{@namespace}' has no {(isPrevious ? "previous " : "")}value for {name}. See what it has with: aspirate secrets --namespace {@namespace}");
        await arguments.InvocationConfiguration.Output.WriteLineAsync(value);
        return ExitCodes.Success;
    }
}
