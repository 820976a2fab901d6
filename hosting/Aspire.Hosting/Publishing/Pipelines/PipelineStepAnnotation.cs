using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>
/// Adds steps to the pipeline on behalf of a resource. A compute environment takes part in publishing by a step that is
/// <see cref="PipelineStep.RequiredBySteps">required by</see> <see cref="WellKnownPipelineSteps.Publish"/>:
/// <code>
/// resource.Annotations.Add(new PipelineStepAnnotation(_ =>
/// {
///     var step = new PipelineStep { Name = $"publish-{resource.Name}", Action = context => WriteFilesAsync(context) };
///     step.RequiredBy(WellKnownPipelineSteps.Publish);
///     return step;
/// }));
/// </code>
/// Where to write is said by <see cref="IPipelineOutputService.GetOutputDirectory(IResource)"/>. A step reports a
/// user's mistake by throwing <see cref="DistributedApplicationException"/>: its message is shown without a stack trace.
/// </summary>
public sealed class PipelineStepAnnotation : IResourceAnnotation
{
    private readonly Func<PipelineStepFactoryContext, Task<IEnumerable<PipelineStep>>> _factory;

    /// <summary>Adds a step.</summary>
    /// <param name="factory">Makes it.</param>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, PipelineStep> factory)
        : this(context => Task.FromResult<IEnumerable<PipelineStep>>([factory(context)])) => ArgumentNullException.ThrowIfNull(factory);

    /// <summary>Adds a step.</summary>
    /// <param name="factory">Makes it.</param>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, Task<PipelineStep>> factory)
        : this(async context => (IEnumerable<PipelineStep>)[await factory(context)]) => ArgumentNullException.ThrowIfNull(factory);

    /// <summary>Adds steps.</summary>
    /// <param name="factory">Makes them.</param>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, IEnumerable<PipelineStep>> factory)
        : this(context => Task.FromResult(factory(context))) => ArgumentNullException.ThrowIfNull(factory);

    /// <summary>Adds steps.</summary>
    /// <param name="factory">Makes them.</param>
    public PipelineStepAnnotation(Func<PipelineStepFactoryContext, Task<IEnumerable<PipelineStep>>> factory)
    {
        ArgumentNullException.ThrowIfNull(factory);

        _factory = factory;
    }

    /// <summary>Makes the steps.</summary>
    /// <param name="context">What they are made from.</param>
    /// <returns>The steps.</returns>
    public Task<IEnumerable<PipelineStep>> CreateStepsAsync(PipelineStepFactoryContext context) => _factory(context);
}
