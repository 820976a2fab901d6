using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>What steps are made from.</summary>
public class PipelineStepFactoryContext
{
    /// <summary>Gets the pipeline's context.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>Gets the resource that the steps belong to.</summary>
    public required IResource Resource { get; init; }
}
