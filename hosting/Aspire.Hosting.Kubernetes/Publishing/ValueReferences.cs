using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Follows values to what they are made of.</summary>
internal static class ValueReferences
{
    /// <summary>The parts of <paramref name="value"/>, the value itself first, each once: parameters, endpoints, resources with connection strings, and everything in between.</summary>
    /// <remarks>
    /// A reference to an endpoint leads to the endpoint and not further: an address says nothing about the connection
    /// string of the resource that listens there.
    /// </remarks>
    public static IReadOnlyList<object> PartsOf(object? value)
    {
        var parts = new List<object>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Visit(value);
        return parts;

        void Visit(object? part)
        {
            if (part is null || !seen.Add(part))
            {
                return;
            }

            parts.Add(part);
            if (part is IValueWithReferences withReferences and not EndpointReference)
            {
                foreach (var next in withReferences.References)
                {
                    Visit(next);
                }
            }
        }
    }

    /// <summary>The endpoints that whoever has <paramref name="value"/> talks to.</summary>
    public static IEnumerable<EndpointReference> EndpointsIn(object? value) => PartsOf(value).OfType<EndpointReference>();
}
