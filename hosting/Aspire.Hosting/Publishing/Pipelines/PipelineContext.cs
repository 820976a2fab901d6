using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a pipeline works with.</summary>
/// <param name="model">The model.</param>
/// <param name="executionContext">The mode.</param>
/// <param name="serviceProvider">The AppHost's services.</param>
/// <param name="logger">The log.</param>
/// <param name="cancellationToken">Ends the pipeline.</param>
public sealed class PipelineContext(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IServiceProvider serviceProvider,
    ILogger logger,
    CancellationToken cancellationToken)
{
    /// <summary>Gets the model.</summary>
    public DistributedApplicationModel Model { get; } = model;

    /// <summary>Gets the mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services { get; } = serviceProvider;

    /// <summary>Gets the log.</summary>
    public ILogger Logger { get; } = logger;

    /// <summary>Gets or sets what ends the pipeline.</summary>
    public CancellationToken CancellationToken { get; set; } = cancellationToken;

    /// <summary>Gets what is shown at the end.</summary>
    public PipelineSummary Summary { get; } = new();
}
