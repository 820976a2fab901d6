using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a step works with.</summary>
public sealed class PipelineStepContext
{
    /// <summary>Gets the pipeline's context.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>Gets what the step tells the user.</summary>
    public required IReportingStep ReportingStep { get; init; }

    /// <summary>Gets the model.</summary>
    public DistributedApplicationModel Model => PipelineContext.Model;

    /// <summary>Gets the mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => PipelineContext.ExecutionContext;

    /// <summary>Gets the AppHost's services.</summary>
    public IServiceProvider Services => PipelineContext.Services;

    /// <summary>Gets the log.</summary>
    public ILogger Logger => PipelineContext.Logger;

    /// <summary>Gets what ends the pipeline.</summary>
    public CancellationToken CancellationToken => PipelineContext.CancellationToken;

    /// <summary>Gets what is shown at the end.</summary>
    public PipelineSummary Summary => PipelineContext.Summary;
}
