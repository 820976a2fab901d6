using System.Text.Json.Nodes;
using Aspirate.Cluster.Applying;

namespace Aspirate.Addresses;

/// <summary>The commands with which somebody gets at the dashboard. Its token is not among what is printed.</summary>
/// <param name="Forward">Brings its pages to this machine.</param>
/// <param name="Address">Where they are then.</param>
/// <param name="Token">Prints the token for its login.</param>
internal sealed record DashboardAccess(string Forward, Uri Address, string Token)
{
    private const string TokenParameter = "dashboard-browser-token";

    private const int Pages = 18888;

    /// <returns><see langword="null"/> when the application has no dashboard.</returns>
    public static DashboardAccess? Of(IEnumerable<ClusterObject> objects, string @namespace, string? context)
    {
        var service = objects.FirstOrDefault(item => item.Reference is { Group: "", Kind: "Service" }
            && (item.Json["spec"]?["ports"] as JsonArray ?? []).Any(port => port?["port"] is JsonValue number && number.ToString() == $"{Pages}"));
        return service is null ? null : new(
            $"kubectl{(context is null ? "" : $" --context {context}")} --namespace {@namespace} port-forward service/{service.Reference.Name} {Pages}:{Pages}",
            new($"http://localhost:{Pages}/"),
            $"aspirate secrets get {TokenParameter} --namespace {@namespace}{(context is null ? "" : $" --kubernetes-context {context}")}");
    }
}
