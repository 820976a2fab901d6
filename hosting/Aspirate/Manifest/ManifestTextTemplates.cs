using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>
/// Follows the references of a manifest's texts down to what they stand for: parameters, endpoints, literal text. Whether a
/// value is secret shows in the parameters that are left, never in a name. What leads nowhere is left open: a value for it can be given.
/// </summary>
internal sealed class ManifestTextTemplates(AspireManifest manifest, ManifestEndpoints endpoints, ManifestParameters parameters, ManifestImages images)
{
    private const string EncodedSuffix = "-uri-encoded";

    /// <exception cref="ManifestException">The references lead back to where they began.</exception>
    public TextTemplate Follow(string text) => new(Merge(Follow(text, [])));

    /// <summary>The resources that <paramref name="text"/> leads to, over however many references.</summary>
    public IEnumerable<string> ResourcesBehind(string text) =>
        Follow(text).Parts.OfType<TextPart.Endpoint>().Select(part => part.Resource);

    private IEnumerable<TextPart> Follow(string text, IReadOnlyList<ManifestReference> path)
    {
        foreach (var part in ManifestExpression.Parse(text).Parts)
        {
            switch (part)
            {
                case ManifestLiteral literal:
                    yield return new TextPart.Literal(literal.Text);
                    break;

                case ManifestReference reference:
                    foreach (var followed in Follow(reference, path))
                    {
                        yield return followed;
                    }

                    break;
            }
        }
    }

    private IEnumerable<TextPart> Follow(ManifestReference reference, IReadOnlyList<ManifestReference> path)
    {
        if (path.Contains(reference))
        {
            throw new ManifestException($"the manifest's references lead in a circle: {string.Join(" → ", path.Append(reference))}");
        }

        if (parameters.Find(reference) is { } parameter)
        {
            return [new TextPart.Parameter(parameter)];
        }

        if (parameters.IsReplaced(reference))
        {
            return [new TextPart.Parameter(parameters.Open(reference))];
        }

        if (endpoints.Find(reference) is { } endpoint)
        {
            return [endpoint];
        }

        if (Encoded(reference) is { } plain)
        {
            return Follow(plain, [.. path, reference]).Select(UriEncoded);
        }

        return manifest.Resources.TryGetValue(reference.Resource, out var resource) && TextBehind(reference, resource) is { } text
            ? Filtered(resource, Follow(text, [.. path, reference]))
            : [new TextPart.Parameter(parameters.Open(reference))];
    }

    // AppHosts before Aspire 9.2 refer to the encoded form of a parameter without writing what it is.
    private ManifestReference? Encoded(ManifestReference reference) =>
        reference is { Property: "value" } && reference.Resource.EndsWith(EncodedSuffix, StringComparison.Ordinal)
        && !manifest.Resources.ContainsKey(reference.Resource)
        && reference.Resource[..^EncodedSuffix.Length] is var parameter && manifest.Resources.ContainsKey(parameter)
            ? new(parameter, "value")
            : null;

    private string? TextBehind(ManifestReference reference, ManifestResource resource) => reference.Property switch
    {
        "connectionString" => resource.ConnectionString ?? resource.Value,
        "value" => resource.Value ?? resource.ConnectionString,
        "containerImage" when resource.IsWorkload() => images.Of(reference.Resource, resource).ToString(),
        _ => resource.Environment?.GetValueOrDefault(reference.Property),
    };

    private static IEnumerable<TextPart> Filtered(ManifestResource resource, IEnumerable<TextPart> parts) =>
        resource is { Type: ManifestTypes.AnnotatedString, Filter: "uri" } ? parts.Select(UriEncoded) : parts;

    private static TextPart UriEncoded(TextPart part) => part switch
    {
        TextPart.Literal literal => new TextPart.Literal(Uri.EscapeDataString(literal.Text)),
        TextPart.Parameter parameter => parameter with { UriEncoded = true },
        _ => part,
    };

    private static List<TextPart> Merge(IEnumerable<TextPart> parts)
    {
        var merged = new List<TextPart>();
        foreach (var part in parts)
        {
            if (part is TextPart.Literal next && merged is [.., TextPart.Literal last])
            {
                merged[^1] = new TextPart.Literal(last.Text + next.Text);
            }
            else
            {
                merged.Add(part);
            }
        }

        return merged;
    }
}
