using System.Globalization;
using System.Text.Json;

namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>A request that a pod has served, as a trace tells of it.</summary>
/// <param name="Id">The span's own.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Ended">When it had been answered.</param>
/// <param name="Status">The answer's status.</param>
internal sealed record ServedSpan(string Id, string Pod, DateTimeOffset Ended, int Status)
{
    // https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding and https://opentelemetry.io/docs/specs/semconv/http/http-spans/
    private const int ServerKind = 2;

    private static readonly string[] PodAttributes = ["k8s.pod.name", "service.instance.id"];
    private static readonly string[] StatusAttributes = ["http.response.status_code", "http.status_code"];
    private static readonly string[] UserAgentAttributes = ["user_agent.original", "http.user_agent"];

    /// <summary>The requests of users in a line of OTLP's JSON: what aspirate itself asks is none of them.</summary>
    public static IEnumerable<ServedSpan> Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var found = new List<ServedSpan>();
        foreach (var resource in Items(document.RootElement, "resourceSpans"))
        {
            if (resource.TryGetProperty("resource", out var about) && Attribute(about, PodAttributes) is { } pod)
            {
                found.AddRange(Items(resource, "scopeSpans").SelectMany(scope => Items(scope, "spans")).Select(span => Of(span, pod)).OfType<ServedSpan>());
            }
        }

        return found;
    }

    private static ServedSpan? Of(JsonElement span, string pod) =>
        Text(span, "kind") is { } kind && int.TryParse(kind, CultureInfo.InvariantCulture, out var number) && number == ServerKind
        && Text(span, "spanId") is { } id
        && long.TryParse(Text(span, "endTimeUnixNano"), CultureInfo.InvariantCulture, out var nanoseconds)
        && int.TryParse(Attribute(span, StatusAttributes), CultureInfo.InvariantCulture, out var status)
        && Attribute(span, UserAgentAttributes) != PodConnection.UserAgent
            ? new(id, pod, DateTimeOffset.FromUnixTimeMilliseconds(nanoseconds / 1_000_000), status)
            : null;

    private static List<JsonElement> Items(JsonElement holder, string name) =>
        holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out var items) && items.ValueKind is JsonValueKind.Array ? [.. items.EnumerateArray()] : [];

    private static string? Attribute(JsonElement holder, string[] keys)
    {
        var attributes = Items(holder, "attributes");
        return keys.Select(key => attributes.FirstOrDefault(attribute => Text(attribute, "key") == key))
            .Where(attribute => attribute.ValueKind is JsonValueKind.Object && attribute.TryGetProperty("value", out _))
            .Select(attribute => attribute.GetProperty("value"))
            .Select(value => Text(value, "stringValue") ?? Text(value, "intValue"))
            .FirstOrDefault(text => text is not null);
    }

    // 64-bit numbers are strings in this JSON; who writes them as numbers is understood, too.
    private static string? Text(JsonElement holder, string name) => holder.ValueKind is JsonValueKind.Object && holder.TryGetProperty(name, out var value)
        ? value.ValueKind switch { JsonValueKind.String => value.GetString(), JsonValueKind.Number => value.GetRawText(), _ => null }
        : null;
}
