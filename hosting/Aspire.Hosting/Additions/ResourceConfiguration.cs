using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Additions;

/// <summary>
/// The environment and arguments of a resource, put together but not yet resolved: what running, the manifest and
/// Kubernetes all begin with.
/// </summary>
public sealed class ResourceConfiguration
{
    private ResourceConfiguration(IResource resource, IReadOnlyList<ConfiguredValue> environment, IReadOnlyList<ConfiguredValue> arguments)
    {
        Resource = resource;
        Environment = environment;
        Arguments = arguments;
    }

    /// <summary>Gets the resource.</summary>
    public IResource Resource { get; }

    /// <summary>Gets the environment variables, in the order in which they were added.</summary>
    public IReadOnlyList<ConfiguredValue> Environment { get; }

    /// <summary>Gets the arguments.</summary>
    public IReadOnlyList<ConfiguredValue> Arguments { get; }

    /// <summary>Gets the endpoints that the resource talks to, as its environment and arguments tell.</summary>
    public IEnumerable<EndpointReference> ReferencedEndpoints => Environment.Concat(Arguments)
        .SelectMany(value => ValueReferences.EndpointsIn(value.Value))
        .Where(endpoint => endpoint.Resource != Resource)
        .DistinctBy(endpoint => (endpoint.Resource, endpoint.EndpointName.ToUpperInvariant()));

    /// <summary>Gets the parameters that the resource's environment and arguments are made of.</summary>
    public IEnumerable<ParameterResource> ReferencedParameters => Environment.Concat(Arguments)
        .SelectMany(value => ValueReferences.PartsOf(value.Value))
        .OfType<ParameterResource>()
        .Distinct();

    /// <summary>Runs the callbacks of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="executionContext">The mode.</param>
    /// <param name="logger">The resource's log.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    /// <returns>The environment and arguments.</returns>
    /// <exception cref="DistributedApplicationException">A value is of a kind that cannot be used, or refers to itself.</exception>
    public static async Task<ResourceConfiguration> EvaluateAsync(IResource resource, DistributedApplicationExecutionContext executionContext, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(executionContext);

        var environment = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken) { Logger = logger ?? NullLogger.Instance };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(environment);
        }

        var arguments = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext, Logger = logger ?? NullLogger.Instance };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(arguments);
        }

        return new ResourceConfiguration(
            resource,
            [.. environment.EnvironmentVariables.Select(variable => new ConfiguredValue(variable.Key, Normalize(variable.Value, $"environment variable '{variable.Key}'")))],
            [.. arguments.Args.Select((arg, index) => new ConfiguredValue("", Normalize(arg, $"argument {index + 1}")))]);

        object Normalize(object? value, string what) => value switch
        {
            null => "",
            string text => text,
            IResourceBuilder<IResource> builder => Normalize(builder.Resource, what),
            IResourceWithConnectionString withConnectionString and not ParameterResource => new ConnectionStringReference(withConnectionString, optional: false),
            IValueProvider and IManifestExpressionProvider => value,
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new DistributedApplicationException(
                $"The {what} of resource '{resource.Name}' has a value of type {value.GetType()}, which cannot be used. Use text, a number, a parameter, an endpoint, a connection string or a reference expression."),
        };
    }
}
