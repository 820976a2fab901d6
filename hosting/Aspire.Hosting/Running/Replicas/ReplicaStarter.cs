using System.Globalization;
using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Endpoints;
using Aspire.Hosting.Running.Ports;
using Aspire.Hosting.Running.Processes;
using Aspire.Hosting.Running.Reconciliation;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>Starts the replicas of one resource: resolves what the model left open, and executes the program.</summary>
internal sealed class ReplicaStarter(
    IResource resource,
    IReplicaProgram program,
    IReadOnlyList<EndpointBinding> endpoints,
    DistributedApplicationExecutionContext executionContext,
    ProcessSupervisor supervisor,
    TargetPorts ports,
    ReplicaLogs logs,
    ReplicaRegistry registry,
    ReplicaProbes probes) : IReplicaStarter
{
    public async Task<StartedReplica> StartAsync(string replica, CancellationToken cancellationToken)
    {
        var own = new List<int>();

        try
        {
            var replicaPorts = endpoints.ToDictionary(binding => binding.Endpoint, binding => binding.ReplicaPort ?? Take(own));
            var configuration = await ConfigureAsync(replica, replicaPorts, cancellationToken);
            var specification = await program.DescribeAsync(configuration, cancellationToken);
            specification = specification with { Environment = Complete(specification.Environment) };

            var record = registry[replica];
            record.Configuration = configuration;
            record.Process = specification;

            var process = supervisor.Start(specification, logs.For(resource, replica));
            _ = process.Exited.ContinueWith(_ => CleanUp(own, specification), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return new(process, probes.For(resource, endpoints, replicaPorts));
        }
        catch
        {
            ports.Release(own);
            throw;
        }
    }

    private void CleanUp(List<int> own, ProcessSpecification specification)
    {
        ports.Release(own);

        if (specification.TemporaryDirectory is { } directory && Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private int Take(List<int> own)
    {
        var port = ports.Take();
        own.Add(port);
        return port;
    }

    private async Task<ReplicaConfiguration> ConfigureAsync(string replica, Dictionary<EndpointAnnotation, int> replicaPorts, CancellationToken cancellationToken)
    {
        var context = new ReplicaValueProviderContext
        {
            ExecutionContext = executionContext,
            Caller = resource,
            Network = resource is ContainerResource ? KnownNetworkIdentifiers.DefaultAspireContainerNetwork : null,
            InstanceId = ReplicaName.Suffix(replica),
            // Inside of a container, the port is the one that the model says.
            TargetPorts = replicaPorts.ToDictionary(pair => pair.Key.Name, pair => resource is ContainerResource ? pair.Key.TargetPort ?? pair.Value : pair.Value),
        };

        var configured = await ResourceConfiguration.EvaluateAsync(resource, executionContext, logger: null, cancellationToken);
        var environment = new List<EnvironmentVariableSnapshot>();
        var arguments = new List<ReplicaArgument>();

        foreach (var variable in configured.Environment)
        {
            if (await ResolveAsync(variable, $"environment variable '{variable.Name}'", context, cancellationToken) is { } value)
            {
                environment.Add(new(variable.Name, value, IsFromSpec: true));
            }
        }

        if (resource is ProjectResource && !environment.Exists(variable => variable.Name is "ASPNETCORE_URLS"))
        {
            var addresses = replicaPorts.Where(pair => pair.Key.UriScheme is "http" or "https")
                .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key.UriScheme}://localhost:{pair.Value}"));
            environment.Add(new("ASPNETCORE_URLS", string.Join(';', addresses), IsFromSpec: true));
        }

        foreach (var argument in configured.Arguments)
        {
            if (await ResolveAsync(argument, "argument", context, cancellationToken) is { } value)
            {
                arguments.Add(new(value, argument.IsSecret));
            }
        }

        return new(replica, environment, arguments, replicaPorts);
    }

    private async Task<string?> ResolveAsync(ConfiguredValue value, string what, ReplicaValueProviderContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await value.ResolveAsync(context, cancellationToken);
        }
        catch (DistributedApplicationException exception)
        {
            throw new DistributedApplicationException($"The {what} of '{resource.Name}' has no value. {exception.Message}", exception);
        }
    }

    private static Dictionary<string, string?> Complete(IReadOnlyDictionary<string, string?> environment)
    {
        var complete = InheritedEnvironment.Removed();

        foreach (var (name, value) in environment)
        {
            complete[name] = value;
        }

        return complete;
    }
}
