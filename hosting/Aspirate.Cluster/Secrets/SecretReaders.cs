using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Secrets;

/// <summary>Applies Secrets, and has the workloads replace their pods that read a changed one at start.</summary>
internal sealed class SecretReaders(ClusterConnection connection, string @namespace)
{
    private const string FieldManager = "aspirate";

    private static readonly (string ApiVersion, string Kind, string Plural)[] Kinds =
    [
        ("apps/v1", "Deployment", "deployments"),
        ("apps/v1", "StatefulSet", "statefulsets"),
        ("apps/v1", "DaemonSet", "daemonsets"),
        ("batch/v1", "CronJob", "cronjobs"),
    ];

    /// <exception cref="ClusterException">The API server does not take one of them.</exception>
    public async Task ApplyAsync(IEnumerable<V1Secret> secrets, CancellationToken cancellationToken)
    {
        foreach (var secret in secrets)
        {
            var path = $"/api/v1/namespaces/{@namespace}/secrets/{secret.Metadata.Name}";
            await PatchAsync(path, $"Secret {@namespace}/{secret.Metadata.Name}", KubernetesJson.Serialize(secret), cancellationToken);
        }
    }

    /// <summary>Has every workload replace its pods whose annotation is not the one that <paramref name="checksums"/> give.</summary>
    /// <param name="checksums">The checksums of the changed Secrets by name.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The workloads that read one of the Secrets, and those of them that somebody else has to restart.</returns>
    /// <exception cref="ClusterException">The API server does not take a change.</exception>
    public async Task<(IReadOnlyList<SecretReader> Readers, IReadOnlyList<SecretReader> Foreign)> RollAsync(IReadOnlyDictionary<string, string> checksums, CancellationToken cancellationToken)
    {
        var readers = new List<SecretReader>();
        var foreign = new List<SecretReader>();
        foreach (var (apiVersion, kind, plural) in Kinds)
        {
            foreach (var live in await ListAsync(apiVersion, kind, plural, cancellationToken))
            {
                if (!SecretAnnotation.SecretsReadAtStart(live).Any(checksums.ContainsKey))
                {
                    continue;
                }

                var reader = new SecretReader(kind, (string)live["metadata"]!["name"]!);
                if (AppliedFields.Of(live, FieldManager) is not { } applied)
                {
                    foreign.Add(reader);
                    continue;
                }

                var wanted = live.DeepClone().AsObject();
                SecretAnnotation.Set(wanted, checksums);
                var isChanged = !JsonNode.DeepEquals(wanted, live);
                if (isChanged)
                {
                    SecretAnnotation.Set(applied, checksums);
                    await PatchAsync($"/apis/{apiVersion}/namespaces/{@namespace}/{plural}/{reader.Name}", $"{kind} {@namespace}/{reader.Name}", applied.ToJsonString(), cancellationToken);
                }

                readers.Add(reader with { IsChanged = isChanged });
            }
        }

        return (readers, foreign);
    }

    private async Task<IReadOnlyList<JsonObject>> ListAsync(string apiVersion, string kind, string plural, CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(HttpMethod.Get, $"/apis/{apiVersion}/namespaces/{@namespace}/{plural}", cancellationToken: cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new ClusterException($"The {plural} of namespace '{@namespace}' cannot be listed: {MessageIn(body, response.StatusCode)}");
        }

        // The items of a list do not say what they are.
        return [.. (JsonNode.Parse(body)!["items"] as JsonArray ?? []).OfType<JsonObject>().Select(item => Named(item, apiVersion, kind))];
    }

    private async Task PatchAsync(string path, string what, string body, CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(HttpMethod.Patch, $"{path}?fieldManager={FieldManager}", body, "application/apply-patch+yaml", cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var message = MessageIn(await response.Content.ReadAsStringAsync(cancellationToken), response.StatusCode);
        throw new ClusterException(response.StatusCode is HttpStatusCode.Conflict
            ? $"{what} is changed by somebody else too: {message} To take it over: aspirate apply --take-over"
            : $"{what} cannot be changed: {message}");
    }

    private static JsonObject Named(JsonObject item, string apiVersion, string kind)
    {
        item["apiVersion"] = apiVersion;
        item["kind"] = kind;
        return item;
    }

    private static string MessageIn(string body, HttpStatusCode status)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(body)?.Message ?? $"{(int)status}";
        }
        catch (JsonException)
        {
            return $"{(int)status}";
        }
    }
}
