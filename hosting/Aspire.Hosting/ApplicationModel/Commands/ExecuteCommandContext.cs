using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command is executed with.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>Gets the AppHost's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>Gets the id of the replica, or the resource's name.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Gets what ends the execution.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Gets the resource's log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
