namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>Says whose data are gone with their pod: those of a database or broker without a volume, and what an image declares as volumes of its own.</summary>
internal static class UnkeptData
{
    public static ApplicationDescription Apply(ApplicationDescription application)
    {
        var unkept = application.Workloads
            .Where(workload => workload.IsWritten)
            .Select(workload => (workload.Name, Paths: PathsOf(application, workload)))
            .Where(workload => workload.Paths.Count > 0)
            .Select(workload => $"{workload.Name} ({string.Join(", ", workload.Paths)})")
            .ToList();
        return unkept.Count == 0
            ? application
            : application with { Remarks = [.. application.Remarks, $"What images keep where the model has no volume goes with the pod: {string.Join(", ", unkept)}. WithDataVolume or WithVolume in the AppHost keeps it."] };
    }

    private static IReadOnlyList<string> PathsOf(ApplicationDescription application, WorkloadDescription workload)
    {
        string?[] paths = application.FactsOf(workload) is { } facts ? [.. facts.Volumes ?? []] : [ImageProfile.DataPathOf(workload)];
        return [.. paths.OfType<string>().Where(path => !IsMounted(workload, path))];
    }

    private static bool IsMounted(WorkloadDescription workload, string path) =>
        workload.Volumes.Any(volume => ContainerPath.Overlap(volume.MountPath, path)) || workload.Files.Any(files => ContainerPath.IsIn(files.MountPath, path));
}
