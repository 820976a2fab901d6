using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Applying.Api;

/// <summary>Reads, applies and deletes objects of any kind.</summary>
/// <remarks><see href="https://kubernetes.io/docs/reference/using-api/server-side-apply/"/></remarks>
internal sealed class ObjectApi(ClusterConnection connection, ApiDiscovery discovery)
{
    /// <summary>The name under which fields are owned.</summary>
    public const string FieldManager = "aspirate";

    public ApiDiscovery Discovery { get; } = discovery;

    /// <returns><see langword="null"/> when there is no such object, or not even its kind.</returns>
    public async Task<JsonObject?> ReadAsync(ObjectReference reference, CancellationToken cancellationToken)
    {
        if (await Discovery.FindAsync(reference.ApiVersion, reference.Kind, cancellationToken) is not { } resource)
        {
            return null;
        }

        using var response = await connection.SendAsync(HttpMethod.Get, resource.Path(reference.Namespace, reference.Name), cancellationToken: cancellationToken);
        return response.StatusCode is HttpStatusCode.NotFound ? null : await BodyAsync(reference, response, cancellationToken);
    }

    /// <summary>Every object of a kind, in one namespace or in all.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(ApiResource resource, string? @namespace, CancellationToken cancellationToken)
    {
        using var response = await connection.SendAsync(HttpMethod.Get, resource.Path(@namespace, null), cancellationToken: cancellationToken);
        var list = await BodyAsync(new(resource.ApiVersion, resource.Kind, @namespace, "*"), response, cancellationToken);
        return [.. (list["items"] as JsonArray ?? []).OfType<JsonObject>()];
    }

    /// <param name="target">What it shall be like.</param>
    /// <param name="isForced">Takes fields over from whoever else owns them.</param>
    /// <param name="isDryRun">The server does everything but keep it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="RefusedException">The server does not take it.</exception>
    public async Task<ApplyAnswer> ApplyAsync(ClusterObject target, bool isForced, bool isDryRun, CancellationToken cancellationToken)
    {
        var path = await PathAsync(target.Reference, cancellationToken);
        var query = $"?fieldManager={FieldManager}&fieldValidation=Strict&force={(isForced ? "true" : "false")}{(isDryRun ? "&dryRun=All" : "")}";
        using var response = await connection.SendAsync(
            HttpMethod.Patch, path + query, target.Json.ToJsonString(), "application/apply-patch+yaml", cancellationToken);
        return new(await BodyAsync(target.Reference, response, cancellationToken), Warnings(response));
    }

    /// <summary>What would become of an object that is replaced as a whole. Nothing is kept.</summary>
    /// <exception cref="RefusedException">The server would not take it.</exception>
    public async Task<ApplyAnswer> TryReplaceAsync(ClusterObject target, JsonObject live, CancellationToken cancellationToken)
    {
        var replacement = target.Json.DeepClone().AsObject();
        replacement["metadata"]!["resourceVersion"] = live["metadata"]!["resourceVersion"]!.DeepClone();
        using var response = await connection.SendAsync(
            HttpMethod.Put,
            await PathAsync(target.Reference, cancellationToken) + $"?fieldManager={FieldManager}&fieldValidation=Strict&dryRun=All",
            replacement.ToJsonString(),
            cancellationToken: cancellationToken);
        return new(await BodyAsync(target.Reference, response, cancellationToken), Warnings(response));
    }

    /// <summary>Writes who owns which field, unless the object has changed since it was looked at.</summary>
    public async Task SetManagersAsync(ObjectReference reference, JsonObject live, JsonArray managers, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = live["metadata"]!["resourceVersion"]!.DeepClone(), ["managedFields"] = managers },
        };
        using var response = await connection.SendAsync(
            HttpMethod.Patch, await PathAsync(reference, cancellationToken) + $"?fieldManager={FieldManager}", patch.ToJsonString(), "application/merge-patch+json", cancellationToken);
        await BodyAsync(reference, response, cancellationToken);
    }

    /// <summary>Deletes one object, if it still is the one that was looked at.</summary>
    /// <param name="reference">The object.</param>
    /// <param name="uid">The one that was looked at.</param>
    /// <param name="dependents">What becomes of everything that it brought about.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns><see langword="false"/> when it is gone already.</returns>
    public async Task<bool> DeleteAsync(ObjectReference reference, string uid, DependentObjects dependents, CancellationToken cancellationToken)
    {
        if (await Discovery.FindAsync(reference.ApiVersion, reference.Kind, cancellationToken) is not { } resource)
        {
            return false;
        }

        var options = KubernetesJson.Serialize(new V1DeleteOptions { PropagationPolicy = dependents.ToString(), Preconditions = new V1Preconditions { Uid = uid } });
        using var response = await connection.SendAsync(HttpMethod.Delete, resource.Path(reference.Namespace, reference.Name), options, cancellationToken: cancellationToken);

        // A conflict: another object has the name by now, so that the one that was meant is gone.
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
        {
            return false;
        }

        await BodyAsync(reference, response, cancellationToken);
        return true;
    }

    private async Task<string> PathAsync(ObjectReference reference, CancellationToken cancellationToken) =>
        (await Discovery.FindAsync(reference.ApiVersion, reference.Kind, cancellationToken))?.Path(reference.Namespace, reference.Name)
            ?? throw new ClusterException($"{reference}: the cluster has no kind {reference.Kind} in {reference.ApiVersion}.");

    private static async Task<JsonObject> BodyAsync(ObjectReference reference, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(body)!.AsObject()
            : throw new RefusedException(reference, response.StatusCode, Status(body), body);
    }

    private static V1Status? Status(string body)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IReadOnlyList<string> Warnings(HttpResponseMessage response) =>
        [.. response.Headers.Warning.Select(warning => warning.Text.Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal))];
}
