using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads the model's values (texts, parameters, endpoints, connection strings, expressions of all these) as templates.</summary>
/// <param name="plainValues">The values of the parameters that are not secret, by name: the branches of conditional expressions depend on them.</param>
internal sealed class TextTemplateReader(IReadOnlyDictionary<string, string?> plainValues)
{
    private readonly HashSet<ParameterResource> _parameters = [];

    /// <summary>The parameters in the values read so far. Not all of them are resources of the model: a database's password need not be.</summary>
    public IReadOnlyCollection<ParameterResource> Parameters => _parameters;

    public TextTemplate Read(object value)
    {
        var parts = new List<TextPart>();
        Add(parts, value, isUriEncoded: false);
        return new TextTemplate(Join(parts));
    }

    private void Add(List<TextPart> parts, object value, bool isUriEncoded)
    {
        switch (value)
        {
            case string text:
                parts.Add(new TextPart.Literal(isUriEncoded ? Uri.EscapeDataString(text) : text));
                break;

            case ParameterResource parameter:
                _parameters.Add(parameter);
                parts.Add(new TextPart.Parameter(parameter.Name, isUriEncoded));
                break;

            case EndpointReference endpoint:
                parts.Add(new TextPart.Endpoint(endpoint.Resource.Name, endpoint.EndpointName, EndpointPart.Url));
                break;

            case EndpointReferenceExpression { Property: EndpointProperty.TlsEnabled } tls:
                parts.Add(new TextPart.Literal(tls.Endpoint.TlsEnabled.ToString()));
                break;

            case EndpointReferenceExpression expression:
                parts.Add(new TextPart.Endpoint(expression.Endpoint.Resource.Name, expression.Endpoint.EndpointName, Part(expression.Property)));
                break;

            case ReferenceExpression { IsConditional: true } conditional:
                Add(parts, Branch(conditional), isUriEncoded);
                break;

            case ReferenceExpression expression:
                AddExpression(parts, expression, isUriEncoded);
                break;

            case ConnectionStringReference reference:
                Add(parts, reference.Resource, isUriEncoded);
                break;

            case IResourceWithConnectionString resource:
                Add(parts, resource.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect) ? redirect.Resource : resource.ConnectionStringExpression, isUriEncoded);
                break;

            case RoleValue role:
                Add(parts, role.InCluster, isUriEncoded);
                break;

            case IManifestExpressionProvider provider:
                parts.Add(new TextPart.Unresolved(provider.ValueExpression));
                break;

            default:
                parts.Add(new TextPart.Literal(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
                break;
        }
    }

    // A composite format: {0} is a hole, doubled braces stand for themselves.
    private void AddExpression(List<TextPart> parts, ReferenceExpression expression, bool isUriEncoded)
    {
        var format = expression.Format;
        var position = 0;
        while (position < format.Length)
        {
            var next = format.AsSpan(position).IndexOfAny('{', '}');
            if (next < 0)
            {
                Add(parts, format[position..], isUriEncoded);
                return;
            }

            if (next > 0)
            {
                Add(parts, format.Substring(position, next), isUriEncoded);
            }

            position += next;
            if (position + 1 < format.Length && format[position + 1] == format[position])
            {
                Add(parts, format[position].ToString(), isUriEncoded);
                position += 2;
                continue;
            }

            var end = format.IndexOf('}', position);
            var index = int.Parse(format.AsSpan(position + 1, end - position - 1), NumberStyles.None, CultureInfo.InvariantCulture);
            Add(parts, expression.ValueProviders[index], isUriEncoded || expression.StringFormats[index] == "uri");
            position = end + 1;
        }
    }

    private ReferenceExpression Branch(ReferenceExpression conditional)
    {
        var actual = conditional.Condition switch
        {
            EndpointReferenceExpression { Property: EndpointProperty.TlsEnabled } tls => tls.Endpoint.TlsEnabled.ToString(),
            ParameterResource { Secret: false } parameter => plainValues.GetValueOrDefault(parameter.Name),
            _ => null,
        };
        return string.Equals(actual, conditional.MatchValue, StringComparison.OrdinalIgnoreCase) ? conditional.WhenTrue! : conditional.WhenFalse!;
    }

    private static EndpointPart Part(EndpointProperty property) => property switch
    {
        EndpointProperty.Url => EndpointPart.Url,
        EndpointProperty.Host or EndpointProperty.IPV4Host => EndpointPart.Host,
        EndpointProperty.Port => EndpointPart.Port,
        EndpointProperty.Scheme => EndpointPart.Scheme,
        EndpointProperty.TargetPort => EndpointPart.TargetPort,
        EndpointProperty.HostAndPort => EndpointPart.HostAndPort,
        _ => throw new DistributedApplicationException($"'{property}' of an endpoint has no meaning in a cluster."),
    };

    private static IEnumerable<TextPart> Join(List<TextPart> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            if (parts[i] is not TextPart.Literal first)
            {
                yield return parts[i];
                continue;
            }

            var text = first.Text;
            while (i + 1 < parts.Count && parts[i + 1] is TextPart.Literal next)
            {
                text += next.Text;
                i++;
            }

            yield return new TextPart.Literal(text);
        }
    }
}
