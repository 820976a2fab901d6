using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The environment of a resource, while it is put together.</summary>
public sealed class EnvironmentCallbackContext
{
    private readonly IResource? _resource;

    /// <summary>Begins an environment that belongs to no resource.</summary>
    /// <param name="executionContext">The mode.</param>
    /// <param name="environmentVariables">The variables so far.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    public EnvironmentCallbackContext(DistributedApplicationExecutionContext executionContext, Dictionary<string, object>? environmentVariables = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executionContext);

        ExecutionContext = executionContext;
        EnvironmentVariables = environmentVariables ?? [];
        CancellationToken = cancellationToken;
    }

    /// <summary>Begins the environment of a resource.</summary>
    /// <param name="executionContext">The mode.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="environmentVariables">The variables so far.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    public EnvironmentCallbackContext(DistributedApplicationExecutionContext executionContext, IResource resource, Dictionary<string, object>? environmentVariables = null, CancellationToken cancellationToken = default)
        : this(executionContext, environmentVariables, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);

        _resource = resource;
    }

    /// <summary>Gets the variables: text, or any value that is <see cref="IValueProvider"/> and <see cref="IManifestExpressionProvider"/>.</summary>
    public Dictionary<string, object> EnvironmentVariables { get; }

    /// <summary>Gets the mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Gets the resource.</summary>
    /// <exception cref="InvalidOperationException">The environment belongs to no resource.</exception>
    public IResource Resource => _resource ?? throw new InvalidOperationException("This environment belongs to no resource.");

    /// <summary>Gets what ends the evaluation.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Gets or sets the resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;
}
