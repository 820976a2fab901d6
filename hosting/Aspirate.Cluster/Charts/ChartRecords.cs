using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster.Charts;

/// <summary>
/// Keeps in the application's namespace what an apply has installed by Helm, so that <c>destroy</c> finds it without the tree. It is written under
/// the namespace's lock only.
/// </summary>
internal sealed class ChartRecords(IKubernetes client, string @namespace)
{
    public const string Name = "aspirate-charts";

    private const string FieldManager = "aspirate";

    public async Task<IReadOnlyList<ChartRecord>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var map = await client.CoreV1.ReadNamespacedConfigMapAsync(Name, @namespace, cancellationToken: cancellationToken);
            return [.. (map.Data ?? new Dictionary<string, string>()).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => JsonSerializer.Deserialize(entry.Value, ChartsJsonContext.Default.ChartRecord)!)];
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is HttpStatusCode.NotFound)
        {
            return [];
        }
    }

    public Task SetAsync(ChartRecord record, CancellationToken cancellationToken) =>
        PatchAsync(record.Key, JsonSerializer.Serialize(record, ChartsJsonContext.Default.ChartRecord), cancellationToken);

    public Task ForgetAsync(ChartRecord record, CancellationToken cancellationToken) => PatchAsync(record.Key, null, cancellationToken);

    /// <summary>Forgets everything.</summary>
    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.CoreV1.DeleteNamespacedConfigMapAsync(Name, @namespace, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is HttpStatusCode.NotFound)
        {
            // nothing was ever installed
        }
    }

    private async Task PatchAsync(string key, string? value, CancellationToken cancellationToken)
    {
        try
        {
            var patch = new V1Patch(JsonSerializer.Serialize(new Dictionary<string, Dictionary<string, string?>> { ["data"] = new() { [key] = value } }), V1Patch.PatchType.MergePatch);
            await client.CoreV1.PatchNamespacedConfigMapAsync(patch, Name, @namespace, fieldManager: FieldManager, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is HttpStatusCode.NotFound)
        {
            if (value is not null)
            {
                var map = new V1ConfigMap { Metadata = new() { Name = Name }, Data = new Dictionary<string, string> { [key] = value } };
                await client.CoreV1.CreateNamespacedConfigMapAsync(map, @namespace, fieldManager: FieldManager, cancellationToken: cancellationToken);
            }
        }
    }
}
