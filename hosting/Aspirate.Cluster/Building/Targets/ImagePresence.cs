using System.Text.Json;
using System.Text.Json.Nodes;
using Aspirate.Cluster.Building.Images;

namespace Aspirate.Cluster.Building.Targets;

/// <summary>Tells from a program's answer whether an image is there under all of its names, one of which is by its content.</summary>
/// <param name="Ask">The arguments of the question.</param>
/// <param name="IsCurrent">Whether the answer says so.</param>
internal sealed record ImagePresence(
    Func<IReadOnlyList<ImageReference>, IReadOnlyList<string>> Ask,
    Func<string, IReadOnlyList<ImageReference>, bool> IsCurrent)
{
    /// <summary>The program prints the identity of each name it is given: all are the same.</summary>
    public static ImagePresence ByIdentity(IReadOnlyList<string> question) => new(
        names => [.. question, .. names.Select(name => name.ToString())],
        (answer, names) => Lines(answer) is var identities && identities.Length == names.Count && identities.Distinct(StringComparer.Ordinal).Count() == 1);

    /// <summary>The program prints all images as JSON with their <c>repoTags</c>: one has all the names.</summary>
    public static ImagePresence ByRepositoryTags(IReadOnlyList<string> question) => new(
        _ => question,
        (answer, names) => Images(answer).Any(tags => names.All(name => tags.Contains(name.FullName, StringComparer.Ordinal))));

    private static string[] Lines(string answer) => answer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<IReadOnlyList<string>> Images(string answer)
    {
        try
        {
            return (JsonNode.Parse(answer) as JsonArray ?? [])
                .Select(image => (IReadOnlyList<string>)[.. (image?["repoTags"] as JsonArray ?? []).Select(tag => (string)tag!)]);
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
