namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>
/// Gives everything a name that the cluster takes, where the model's has capitals, underscores or too many letters. Whatever
/// refers to it follows; the keys of environment variables stay.
/// </summary>
internal sealed class ClusterNames
{
    // A StatefulSet's pods carry a label of its name and the hash of a revision.
    private const int StatefulSetLength = ClusterName.MaxLength - 11;

    private readonly ApplicationDescription _application;
    private readonly Dictionary<string, string> _resources;
    private readonly Dictionary<string, string> _services;
    private readonly Dictionary<string, string> _governing;

    private ClusterNames(ApplicationDescription application)
    {
        _application = application;
        _resources = Allocate(
        [
            .. application.Workloads.Select(workload => (workload.Name, workload.Kind is WorkloadKind.StatefulSet ? StatefulSetLength : ClusterName.MaxLength)),
            .. application.Ingresses.Select(ingress => (ingress.Name, ClusterName.MaxLength)),
        ]);
        var services = application.Workloads.Where(workload => !FollowsName(workload)).Select(workload => workload.ServiceName).ToHashSet(StringComparer.Ordinal);
        _services = Allocate([.. application.Workloads.Where(FollowsName).Select(workload => (Follow(workload), ClusterName.MaxLength))], services);
        _governing = Allocate([.. application.Workloads.Where(workload => workload.Kind is WorkloadKind.StatefulSet).Select(workload => (Renamed(workload).GoverningServiceName, ClusterName.MaxLength))], services);
    }

    public static ApplicationDescription Apply(ApplicationDescription application) => new ClusterNames(application).Apply();

    private ApplicationDescription Apply()
    {
        var name = ClusterName.Of(_application.Name);
        return _application with
        {
            Name = name,

            // A namespace of the application's name follows it; another was asked for as it is.
            Namespace = _application.Namespace == _application.Name ? name : _application.Namespace,
            Workloads = [.. _application.Workloads.Select(Apply)],
            Ingresses =
            [
                .. _application.Ingresses.Select(ingress => ingress with
                {
                    Name = _resources[ingress.Name],
                    Routes = [.. ingress.Routes.Select(Route)],
                    DefaultBackend = ingress.DefaultBackend is { } backend ? Route(backend) : null,
                }),
            ],
            Exposure = _application.Exposure with { Hosts = _application.Exposure.Hosts.ToDictionary(host => Resource(host.Key), host => host.Value) },
        };
    }

    private WorkloadDescription Apply(WorkloadDescription workload)
    {
        var renamed = Renamed(workload).WithTexts(part => part is TextPart.Endpoint endpoint ? endpoint with { Resource = Resource(endpoint.Resource) } : part);
        var inPod = workload.Identity.WritablePaths.Select(PodVolumeName.Of).ToHashSet(StringComparer.Ordinal);
        var volumes = Allocate([.. workload.Volumes.Select(volume => (volume.Name, ClusterName.MaxLength)), .. workload.Files.Select(files => (files.Name, ClusterName.MaxLength))], inPod);
        return renamed with
        {
            ServiceName = FollowsName(workload) ? _services[Follow(workload)] : workload.ServiceName,
            GoverningServiceName = _governing.GetValueOrDefault(renamed.GoverningServiceName, renamed.GoverningServiceName),
            Image = !workload.Image.IsBuilt ? workload.Image : renamed.Image with
            {
                Repository = Repository(workload),
                Files = [.. workload.Image.Files.Select(files => files with { Resource = Resource(files.Resource) })],
            },
            References = [.. workload.References.Select(Resource)],
            WaitsFor = [.. workload.WaitsFor.Select(Resource)],
            Volumes = [.. workload.Volumes.Select(volume => volume with { Name = volumes[volume.Name] })],
            Files = [.. renamed.Files.Select(files => files with { Name = volumes[files.Name] })],
        };
    }

    private WorkloadDescription Renamed(WorkloadDescription workload) => workload with { Name = _resources[workload.Name] };

    // A Service that is called as its workload is called so afterwards, too; another name was asked for as it is.
    private static bool FollowsName(WorkloadDescription workload) => workload.ServiceName.StartsWith(workload.Name, StringComparison.Ordinal);

    private string Follow(WorkloadDescription workload) => _resources[workload.Name] + workload.ServiceName[workload.Name.Length..];

    private RouteDescription Route(RouteDescription route) => route with { Resource = Resource(route.Resource) };

    // What does not exist keeps its name, for the message that says so.
    private string Resource(string name) => _resources.GetValueOrDefault(name, name);

    private string Repository(WorkloadDescription workload)
    {
        var parts = workload.Image.Repository.Split('/');
        var name = string.Equals(parts[^1], workload.Name, StringComparison.OrdinalIgnoreCase) ? _resources[workload.Name] : parts[^1];
        return string.Join('/', [.. parts[..^1], name]).ToLowerInvariant();
    }

    // Names that are right already come first: nothing that is added later changes them.
    private static Dictionary<string, string> Allocate(IReadOnlyList<(string Name, int MaxLength)> names, HashSet<string>? taken = null)
    {
        taken ??= new(StringComparer.Ordinal);
        var allocated = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, maxLength) in names.DistinctBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase).OrderBy(entry => ClusterName.Of(entry.Name, entry.MaxLength) == entry.Name ? 0 : 1))
        {
            var label = ClusterName.Of(name, maxLength);
            if (!taken.Add(label))
            {
                label = ClusterName.Hashed(name, maxLength);
                taken.Add(label);
            }

            allocated.Add(name, label);
        }

        return allocated;
    }
}
