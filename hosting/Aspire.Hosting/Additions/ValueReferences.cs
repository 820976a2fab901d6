using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>Follows values to what they are made of: who refers to what, and what is a secret.</summary>
public static class ValueReferences
{
    /// <summary>Gets what a value is made of: parameters, endpoints, resources with connection strings, and everything in between.</summary>
    /// <remarks>
    /// A reference to an endpoint leads to the endpoint and not further: an address says nothing about the connection
    /// string of the resource that listens there.
    /// </remarks>
    /// <param name="value">The value: anything that an environment variable or argument can be.</param>
    /// <returns>The parts, the value itself first, each once.</returns>
    /// <exception cref="DistributedApplicationException">The value refers to itself.</exception>
    public static IReadOnlyList<object> PartsOf(object? value)
    {
        var parts = new List<object>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var path = new List<object>();
        Visit(value);
        return parts;

        void Visit(object? part)
        {
            if (part is null)
            {
                return;
            }

            if (path.FindIndex(other => ReferenceEquals(other, part)) is >= 0 and var start)
            {
                var cycle = path.Skip(start).Append(part).OfType<IResource>().Select(resource => $"'{resource.Name}'");
                throw new DistributedApplicationException($"The value of these resources refers to itself: {string.Join(" → ", cycle)}. Break the cycle by giving one of them a value that does not depend on the others.");
            }

            if (!seen.Add(part))
            {
                return;
            }

            parts.Add(part);
            path.Add(part);
            foreach (var next in DirectPartsOf(part))
            {
                Visit(next);
            }

            path.RemoveAt(path.Count - 1);
        }
    }

    /// <summary>Says whether a value contains a secret.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Whether it does.</returns>
    public static bool ContainsSecret(object? value) => PartsOf(value).Any(part => part is ParameterResource { Secret: true } or SecretText);

    /// <summary>Gets the endpoints that whoever has a value talks to.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The endpoints.</returns>
    public static IEnumerable<EndpointReference> EndpointsIn(object? value) => PartsOf(value).OfType<EndpointReference>()
        .DistinctBy(endpoint => (endpoint.Resource, endpoint.EndpointName.ToUpperInvariant()));

    private static IEnumerable<object> DirectPartsOf(object part) => part switch
    {
        EndpointReference => [],
        IValueWithReferences withReferences => withReferences.References,
        _ => [],
    };
}
