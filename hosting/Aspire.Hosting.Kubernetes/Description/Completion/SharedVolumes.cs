namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>One name of the model is one volume: what several workloads mount is a claim that belongs to none of them alone.</summary>
internal static class SharedVolumes
{
    private const string ManyPods = "ReadWriteMany";

    public static ApplicationDescription Apply(ApplicationDescription application)
    {
        var shared = application.Workloads
            .SelectMany(workload => workload.Volumes.Where(volume => volume is { IsPersistent: true, ModelName: not null, SharedClaim: null }).Select(volume => (Workload: workload.Name, Volume: volume)))
            .GroupBy(mount => mount.Volume.ModelName!, StringComparer.Ordinal)
            .Where(mounts => mounts.Select(mount => mount.Workload).Distinct().Count() > 1)
            .ToList();
        if (shared.Count == 0)
        {
            return application;
        }

        var claims = new Dictionary<string, VolumeDescription>(StringComparer.Ordinal);
        var remarks = new List<string>(application.Remarks);
        foreach (var mounts in shared)
        {
            var name = ClusterName.Of(mounts.Key);
            claims.Add(mounts.Key, new VolumeDescription
            {
                Name = name,
                MountPath = "",
                SharedClaim = claims.Values.Any(claim => claim.SharedClaim == name) ? ClusterName.Hashed(mounts.Key) : name,
                AccessMode = mounts.Select(mount => mount.Volume.AccessMode).FirstOrDefault(mode => mode is not null) ?? ManyPods,
                Size = mounts.Select(mount => mount.Volume.Size).FirstOrDefault(size => size is not null),
                StorageClass = mounts.Select(mount => mount.Volume.StorageClass).FirstOrDefault(storageClass => storageClass is not null),
            });
            remarks.Add($"The volume {mounts.Key} is one claim ({claims[mounts.Key].AccessMode}) of {string.Join(" and ", mounts.Select(mount => mount.Workload).Distinct())}: the cluster's storage class has to allow that.");
        }

        return application with
        {
            Remarks = remarks,
            Workloads =
            [
                .. application.Workloads.Select(workload => workload with
                {
                    Volumes = [.. workload.Volumes.Select(volume => volume is { IsPersistent: true, ModelName: { } name } && claims.TryGetValue(name, out var claim)
                        ? volume with { SharedClaim = claim.SharedClaim, AccessMode = claim.AccessMode, Size = claim.Size, StorageClass = claim.StorageClass }
                        : volume)],
                }),
            ],
        };
    }
}
