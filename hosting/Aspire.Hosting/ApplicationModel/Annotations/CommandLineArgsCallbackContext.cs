using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The arguments of a resource, while they are put together.</summary>
public sealed class CommandLineArgsCallbackContext
{
    private readonly IResource? _resource;

    /// <summary>Begins arguments that belong to no resource.</summary>
    /// <param name="args">The arguments so far.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    public CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);

        Args = args;
        CancellationToken = cancellationToken;
    }

    /// <summary>Begins the arguments of a resource.</summary>
    /// <param name="args">The arguments so far.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="cancellationToken">Ends the evaluation.</param>
    public CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
        : this(args, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);

        _resource = resource;
    }

    /// <summary>Gets the arguments: text, or any value that is <see cref="IValueProvider"/> and <see cref="IManifestExpressionProvider"/>.</summary>
    public IList<object> Args { get; }

    /// <summary>Gets the resource.</summary>
    /// <exception cref="InvalidOperationException">The arguments belong to no resource.</exception>
    public IResource Resource => _resource ?? throw new InvalidOperationException("These arguments belong to no resource.");

    /// <summary>Gets what ends the evaluation.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Gets the mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; init; } = new(DistributedApplicationOperation.Run);

    /// <summary>Gets the resource's log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
