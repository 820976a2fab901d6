using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster;

/// <summary>What the API server said when it refused a request.</summary>
internal static class ApiStatus
{
    public static string MessageOf(HttpOperationException refused)
    {
        try
        {
            return KubernetesJson.Deserialize<V1Status>(refused.Response.Content)?.Message ?? refused.Message;
        }
        catch (JsonException)
        {
            return refused.Message;
        }
    }
}
