namespace Aspire.Hosting.Pipelines;

/// <summary>What is done when the application is published, deployed or destroyed: steps, in the order of their dependencies.</summary>
public interface IDistributedApplicationPipeline
{
    /// <summary>Adds a step.</summary>
    /// <param name="name">The name, unique in the pipeline.</param>
    /// <param name="action">What is done.</param>
    /// <param name="dependsOn">The step or steps that are done before: a name or several.</param>
    /// <param name="requiredBy">The step or steps that this one is part of: a name or several.</param>
    void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null);

    /// <summary>Adds a step.</summary>
    /// <param name="step">The step.</param>
    void AddStep(PipelineStep step);

    /// <summary>Does the step that <see cref="PipelineOptions.Step"/> names, after everything that it depends on.</summary>
    /// <param name="context">What the steps work with.</param>
    /// <returns>A task that ends when the step is done.</returns>
    /// <exception cref="DistributedApplicationException">There is no such step, steps depend on each other in a circle, or a step found a mistake of the user's.</exception>
    Task ExecuteAsync(PipelineContext context);
}
