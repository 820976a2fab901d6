using System.CommandLine;
using Aspire.Hosting.Kubernetes.Cluster;
using Aspire.Hosting.Kubernetes.Cluster.Secrets;
using Aspire.Hosting.Kubernetes.Objects;
using Aspirate.Secrets;

namespace Aspirate.Commands;

/// <summary>What <c>rotate</c> and <c>retire</c> have in common: which parameters, where, and how long they wait for pods.</summary>
internal sealed class RotationOptions
{
    private readonly Argument<string[]> _names = new("NAME") { Description = "The parameters", Arity = ArgumentArity.OneOrMore };
    private readonly Option<int> _timeout = new("--timeout") { Description = "How many seconds the pods may take, each time some are replaced", DefaultValueFactory = _ => 600 };
    private readonly ClusterOptions _cluster = new();

    public RotationOptions() => _timeout.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() <= 0)
        {
            result.AddError("--timeout is a number of seconds above 0.");
        }
    });

    public void AddTo(Command command)
    {
        command.Add(_names);
        command.Add(_timeout);
        _cluster.AddTo(command);
    }

    public string[] Names(ParseResult arguments) => [.. arguments.GetRequiredValue(_names).Distinct(StringComparer.Ordinal)];

    public Task<IReadOnlyList<SecretTemplate>> ReadTreeAsync(ParseResult arguments, CancellationToken cancellationToken) =>
        SecretTemplateReader.ReadAsync(_cluster.InputPath(arguments), cancellationToken);

    public Task<ClusterConnection> OpenAsync(ParseResult arguments, CancellationToken cancellationToken) => _cluster.OpenAsync(arguments, cancellationToken);

    public SecretRotation Rotation(ClusterConnection connection, IParameterValues values, ParseResult arguments)
    {
        var @namespace = _cluster.TargetNamespace(arguments);
        var observer = new RotationConsole(connection, @namespace, TimeSpan.FromSeconds(arguments.GetValue(_timeout)), arguments.InvocationConfiguration);
        return new SecretRotation(connection, @namespace, values, TimeProvider.System, observer);
    }
}
