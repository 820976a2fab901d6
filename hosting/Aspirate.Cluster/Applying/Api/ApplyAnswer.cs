using System.Text.Json.Nodes;

namespace Aspirate.Cluster.Applying.Api;

/// <summary>What the API server made, or would make, of an object.</summary>
/// <param name="Live">The object as it is now, or would be.</param>
/// <param name="Warnings">What the server has to say about it.</param>
internal sealed record ApplyAnswer(JsonObject Live, IReadOnlyList<string> Warnings);
