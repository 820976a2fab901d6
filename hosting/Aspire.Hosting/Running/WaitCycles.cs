using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Running;

/// <summary>Sees before anything is started that resources do not wait for each other in a circle.</summary>
internal static class WaitCycles
{
    /// <exception cref="DistributedApplicationException">They do; the message shows the circle.</exception>
    public static void Verify(DistributedApplicationModel model)
    {
        var done = new HashSet<IResource>();

        foreach (var resource in model.Resources)
        {
            Visit(resource, [], done);
        }
    }

    private static void Visit(IResource resource, List<IResource> path, HashSet<IResource> done)
    {
        if (done.Contains(resource))
        {
            return;
        }

        var start = path.IndexOf(resource);
        if (start >= 0)
        {
            var circle = string.Join(" → ", path.Skip(start).Append(resource).Select(each => each.Name));
            throw new DistributedApplicationException($"Resources wait for each other in a circle, so none of them could start: {circle}. Take one of these WaitFor calls away.");
        }

        path.Add(resource);

        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>())
        {
            Visit(wait.Resource, path, done);
        }

        // A child lives in its parent.
        if (resource is IResourceWithParent { Parent: var parent })
        {
            Visit(parent, path, done);
        }

        path.RemoveAt(path.Count - 1);
        done.Add(resource);
    }
}
