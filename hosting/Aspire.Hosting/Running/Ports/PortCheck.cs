namespace Aspire.Hosting.Running.Ports;

/// <summary>Sees before anything is started that every fixed port is free.</summary>
internal static class PortCheck
{
    /// <exception cref="DistributedApplicationException">One message for all ports that are taken or asked for twice.</exception>
    public static void Verify(IReadOnlyCollection<RequiredPort> ports)
    {
        var conflicts = ports.GroupBy(required => required.Port)
            .Where(group => group.Count() > 1)
            .Select(group => $"Port {group.Key} is asked for more than once: by {string.Join(" and ", group.Select(required => $"'{required.Resource}' ({required.Endpoint})"))}. Give each a port of its own.");

        var taken = ports.DistinctBy(required => required.Port)
            .Where(required => !TargetPorts.IsFree(required.Port))
            .Select(required => $"Port {required.Port} of '{required.Resource}' is held by {PortHolderFinder.Find(required.Port)?.ToString() ?? "another user's process"}.")
            .ToList();

        if (taken.Count > 0)
        {
            taken.Add($"Stop {(taken.Count == 1 ? "it" : "them")}, or give the {(taken.Count == 1 ? "endpoint another port" : "endpoints other ports")} in the AppHost.");
        }

        var problems = conflicts.Concat(taken).ToList();
        if (problems.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, problems));
        }
    }
}
