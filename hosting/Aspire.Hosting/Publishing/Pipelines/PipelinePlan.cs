namespace Aspire.Hosting.Pipelines;

/// <summary>Which steps are done, and in which order.</summary>
internal static class PipelinePlan
{
    internal static IReadOnlyList<PipelineStep> Create(IReadOnlyList<PipelineStep> steps, string wanted)
    {
        var byName = new Dictionary<string, PipelineStep>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (!byName.TryAdd(step.Name, step))
            {
                throw new DistributedApplicationException($"The pipeline has two steps named '{step.Name}'{Owner(byName[step.Name])}{Owner(step)}. Give one of them another name.");
            }
        }

        var requiredBy = steps.SelectMany(step => step.RequiredBySteps.Select(target => (Target: target, step.Name))).ToLookup(pair => pair.Target, pair => pair.Name);
        var plan = new List<PipelineStep>();
        var finished = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<string>();
        Visit(wanted, neededBy: null);
        return plan;

        void Visit(string name, string? neededBy)
        {
            if (path.IndexOf(name) is >= 0 and var start)
            {
                throw new DistributedApplicationException($"These steps depend on each other: {string.Join(" → ", path.Skip(start).Append(name).Select(step => $"'{step}'"))}.");
            }

            if (!byName.TryGetValue(name, out var step))
            {
                throw new DistributedApplicationException(
                    $"There is no step '{name}'{(neededBy is null ? "" : $", which the step '{neededBy}' depends on")}. There are: {string.Join(", ", byName.Keys.Order(StringComparer.Ordinal))}.");
            }

            if (finished.Contains(name))
            {
                return;
            }

            path.Add(name);
            foreach (var dependency in step.DependsOnSteps.Concat(requiredBy[name]))
            {
                Visit(dependency, name);
            }

            path.RemoveAt(path.Count - 1);
            finished.Add(name);
            plan.Add(step);
        }

        static string Owner(PipelineStep step) => step.Resource is { } resource ? $" (of resource '{resource.Name}')" : "";
    }
}
