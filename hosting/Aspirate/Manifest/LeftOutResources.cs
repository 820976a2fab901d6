namespace Aspirate.Manifest;

/// <summary>Says, one line a reason, which resources of a manifest have no place in the cluster, and what to do about it.</summary>
internal static class LeftOutResources
{
    public static IReadOnlyList<string> Describe(IEnumerable<KeyValuePair<string, ManifestResource>> resources) =>
    [
        .. resources
            .Select(entry => (Name: entry.Key, Resource: entry.Value, Reason: ReasonOf(entry.Value)))
            .Where(entry => entry.Reason is not null)
            .GroupBy(entry => entry.Reason!)
            .Select(group => $"Left out: {string.Join(", ", group.Select(entry => entry.Name))} ({string.Join(", ", group.Select(entry => entry.Resource.Type ?? "no type").Distinct())}): {group.Key}."),
    ];

    private static string? ReasonOf(ManifestResource resource) => resource switch
    {
        _ when resource.IsWorkload() || resource.IsParameter() || resource.IsValue() || resource.IsDaprSidecar() => null,
        _ when resource.IsDaprComponent() => ManifestSidecars.TypeOf(resource) is null ? "the manifest does not say which implementation of it Dapr is to use; apply a Component of that name yourself" : null,
        _ when resource.IsExecutable() => "runs on the developer's machine only and has no image; PublishAsDockerFile in the AppHost gives it one",
        { Type: null } => "the manifest says nothing of it",
        _ => "does not run in pods; provide it yourself",
    };
}
