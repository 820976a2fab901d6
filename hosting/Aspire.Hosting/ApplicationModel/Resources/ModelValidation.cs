using Aspire.Hosting.Additions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What can be wrong with a whole model, and would otherwise show as waiting for ever.</summary>
internal static class ModelValidation
{
    internal static void Validate(DistributedApplicationModel model)
    {
        WaitCycles(model);
        ValueCycles(model);
    }

    private static void WaitCycles(DistributedApplicationModel model)
    {
        var finished = new HashSet<IResource>();
        var path = new List<IResource>();
        foreach (var resource in model.Resources)
        {
            Visit(resource);
        }

        void Visit(IResource resource)
        {
            if (path.IndexOf(resource) is >= 0 and var start)
            {
                var cycle = string.Join(" → ", path.Skip(start).Append(resource).Select(member => $"'{member.Name}'"));
                throw new DistributedApplicationException($"These resources wait for each other, so none of them can start: {cycle}. Remove one of the WaitFor calls between them.");
            }

            if (!finished.Add(resource))
            {
                return;
            }

            path.Add(resource);
            foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
            {
                Visit(wait.Resource);
            }

            path.RemoveAt(path.Count - 1);
        }
    }

    private static void ValueCycles(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources.OfType<IResourceWithConnectionString>())
        {
            ValueReferences.PartsOf(resource);
        }
    }
}
