using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Commands;

/// <summary>Words the API server's refusal of a request that no command explains better.</summary>
internal static class RefusedRequest
{
    public static string Describe(HttpOperationException refused)
    {
        var body = refused.Response?.Content ?? "";
        try
        {
            return $"The cluster refused: {KubernetesJson.Deserialize<V1Status>(body)?.Message ?? refused.Message}";
        }
        catch (JsonException)
        {
            return $"The cluster refused: {(body.Length > 0 ? body : refused.Message)}";
        }
    }
}
