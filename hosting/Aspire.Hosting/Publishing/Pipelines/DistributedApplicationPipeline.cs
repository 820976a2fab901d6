using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Pipelines;

/// <summary>Steps, done in the order of their dependencies.</summary>
internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    internal const string PublishManifest = "publish-manifest";

    internal const string MakeParameters = "parameters";

    private readonly List<PipelineStep> _steps = [.. WellKnownSteps()];

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null) => AddStep(new PipelineStep
    {
        Name = name,
        Action = action,
        DependsOnSteps = NamesIn(dependsOn, nameof(dependsOn)),
        RequiredBySteps = NamesIn(requiredBy, nameof(requiredBy)),
    });

    public void AddStep(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);

        _steps.Add(step);
    }

    public async Task ExecuteAsync(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        var steps = await CollectAsync(context);
        var wanted = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step ?? WellKnownPipelineSteps.Publish;
        var plan = PipelinePlan.Create(steps, wanted);
        if (plan.All(step => IsWellKnown(step.Name)) && wanted is WellKnownPipelineSteps.Publish or WellKnownPipelineSteps.Deploy or WellKnownPipelineSteps.Destroy)
        {
            throw new DistributedApplicationException(
                $"Nothing takes part in the step '{wanted}': the application has no compute environment. Add one, for example with builder.AddKubernetesEnvironment(\"k8s\").");
        }

        var output = new PipelineConsole(Console.Out);
        foreach (var step in plan)
        {
            context.CancellationToken.ThrowIfCancellationRequested();

            await using var reporting = output.BeginStep(step);
            await step.Action(new PipelineStepContext { PipelineContext = context, ReportingStep = reporting });
        }

        output.Show(context.Summary);
    }

    private static IEnumerable<PipelineStep> WellKnownSteps() =>
    [
        Empty(WellKnownPipelineSteps.ProcessParameters),
        Empty(WellKnownPipelineSteps.PublishPrereq),
        Empty(WellKnownPipelineSteps.Publish, WellKnownPipelineSteps.PublishPrereq),
        Empty(WellKnownPipelineSteps.BuildPrereq),
        Empty(WellKnownPipelineSteps.Build, WellKnownPipelineSteps.BuildPrereq),
        Empty(WellKnownPipelineSteps.PushPrereq),
        Empty(WellKnownPipelineSteps.Push, WellKnownPipelineSteps.PushPrereq),
        Empty(WellKnownPipelineSteps.DeployPrereq),
        Empty(WellKnownPipelineSteps.Deploy, WellKnownPipelineSteps.DeployPrereq),
        Empty(WellKnownPipelineSteps.DestroyPrereq),
        Empty(WellKnownPipelineSteps.Destroy, WellKnownPipelineSteps.DestroyPrereq),
        new PipelineStep
        {
            Name = PublishManifest,
            Action = context => context.Services.GetRequiredService<ManifestPublisher>().PublishAsync(context.Model, context.CancellationToken),
        },
        new PipelineStep
        {
            Name = MakeParameters,
            Action = context => context.Services.GetRequiredService<ParameterValues>().WriteAsync(context.Model, context.CancellationToken),
        },
    ];

    private static PipelineStep Empty(string name, params string[] dependsOn) => new() { Name = name, Action = _ => Task.CompletedTask, DependsOnSteps = [.. dependsOn] };

    private static bool IsWellKnown(string name) => WellKnownSteps().Any(step => step.Name == name);

    private static List<string> NamesIn(object? value, string parameter) => value switch
    {
        null => [],
        string name => [name],
        PipelineStep step => [step.Name],
        IEnumerable<string> names => [.. names],
        IEnumerable<PipelineStep> steps => [.. steps.Select(step => step.Name)],
        _ => throw new ArgumentException("Name a step by its name, itself, or several of either.", parameter),
    };

    private async Task<List<PipelineStep>> CollectAsync(PipelineContext context)
    {
        var steps = new List<PipelineStep>(_steps);
        foreach (var resource in context.Model.Resources)
        {
            foreach (var annotation in resource.Annotations.OfType<PipelineStepAnnotation>().ToList())
            {
                foreach (var step in await annotation.CreateStepsAsync(new PipelineStepFactoryContext { PipelineContext = context, Resource = resource }))
                {
                    step.Resource ??= resource;
                    steps.Add(step);
                }
            }
        }

        return steps;
    }
}
