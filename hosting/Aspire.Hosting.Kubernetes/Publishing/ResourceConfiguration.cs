using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// The environment and arguments of a resource, put together but not resolved: resolving them would ask for every parameter's value, and secrets must not be asked for.
/// </summary>
/// <param name="Environment">The variables, in the order in which they were added.</param>
/// <param name="Arguments">The arguments.</param>
internal sealed record ResourceConfiguration(IReadOnlyList<KeyValuePair<string, object>> Environment, IReadOnlyList<object> Arguments)
{
    /// <summary>All values: text, or something that is <see cref="IValueProvider"/> and <see cref="IManifestExpressionProvider"/>.</summary>
    public IEnumerable<object> Values => Environment.Select(variable => variable.Value).Concat(Arguments);

    /// <summary>Runs the callbacks of <paramref name="resource"/>.</summary>
    /// <exception cref="DistributedApplicationException">A value is of a kind that cannot be used.</exception>
    public static async Task<ResourceConfiguration> EvaluateAsync(IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        var environment = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(environment);
        }

        var arguments = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
        {
            await annotation.Callback(arguments);
        }

        return new(
            [.. environment.EnvironmentVariables.Select(variable => KeyValuePair.Create(variable.Key, Normalize(resource, variable.Value, $"environment variable '{variable.Key}'")))],
            [.. arguments.Args.Select((argument, index) => Normalize(resource, argument, $"argument {index + 1}"))]);
    }

    /// <summary>A value as the model gives it, as one that can be read.</summary>
    /// <exception cref="DistributedApplicationException">It is of a kind that cannot be used.</exception>
    public static object Normalize(IResource resource, object? value, string what) => value switch
    {
        null => "",
        string text => text,
        IResourceBuilder<IResource> builder => Normalize(resource, builder.Resource, what),
        IResourceWithConnectionString withConnectionString and not ParameterResource => new ConnectionStringReference(withConnectionString, optional: false),
        IValueProvider and IManifestExpressionProvider => value,
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new DistributedApplicationException(
            $"The {what} of resource '{resource.Name}' has a value of type {value.GetType()}, which cannot be used. Use text, a number, a parameter, an endpoint, a connection string or a reference expression."),
    };
}
