using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>One thing that is done when the application is published, deployed or destroyed.</summary>
[DebuggerDisplay("{Name,nq}")]
public class PipelineStep
{
    /// <summary>Gets the name, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what is done.</summary>
    public required Func<PipelineStepContext, Task> Action { get; init; }

    /// <summary>Gets what is done, in words.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the steps that are done before.</summary>
    public List<string> DependsOnSteps { get; init; } = [];

    /// <summary>Gets the steps that are done after, and that do not count as done without this one.</summary>
    public List<string> RequiredBySteps { get; init; } = [];

    /// <summary>Gets words by which others find the step.</summary>
    public List<string> Tags { get; init; } = [];

    /// <summary>Gets or sets the resource that the step belongs to.</summary>
    public IResource? Resource { get; set; }

    /// <summary>Has another step done before.</summary>
    /// <param name="stepName">The other step.</param>
    public void DependsOn(string stepName) => DependsOnSteps.Add(stepName);

    /// <summary>Has another step done before.</summary>
    /// <param name="step">The other step.</param>
    public void DependsOn(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);

        DependsOnSteps.Add(step.Name);
    }

    /// <summary>Makes the step part of another one.</summary>
    /// <param name="stepName">The other step, such as <see cref="WellKnownPipelineSteps.Publish"/>.</param>
    public void RequiredBy(string stepName) => RequiredBySteps.Add(stepName);

    /// <summary>Makes the step part of another one.</summary>
    /// <param name="step">The other step.</param>
    public void RequiredBy(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);

        RequiredBySteps.Add(step.Name);
    }
}
