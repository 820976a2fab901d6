using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>Describes an <c>aspire-manifest.json</c> as workloads, parameters and the references between them.</summary>
internal sealed class ManifestDescriber
{
    private readonly AspireManifest _manifest;
    private readonly ManifestDescriptionOptions _options;
    private readonly string _directory;
    private readonly ManifestEndpoints _endpoints;
    private readonly ManifestParameters _parameters;
    private readonly ManifestTextTemplates _texts;
    private readonly List<string> _omissions = [];

    private ManifestDescriber(AspireManifest manifest, string directory, ManifestDescriptionOptions options)
    {
        _manifest = manifest;
        _directory = directory;
        _options = options;
        _endpoints = new(manifest);
        _parameters = new(manifest, options.Parameters);
        _texts = new(manifest, _parameters);
    }

    /// <param name="manifest">The manifest.</param>
    /// <param name="directory">The folder that its paths are relative to.</param>
    /// <param name="options">What the manifest does not say.</param>
    /// <exception cref="ManifestException">The manifest contradicts itself.</exception>
    public static ManifestDescription Describe(AspireManifest manifest, string directory, ManifestDescriptionOptions options) =>
        new ManifestDescriber(manifest, directory, options).Describe();

    private ManifestDescription Describe()
    {
        if (_options.Components.FirstOrDefault(component => !_manifest.Resources.ContainsKey(component)) is { } unknown)
        {
            throw new ManifestException($"there is no resource '{unknown}' to generate; the manifest has {string.Join(", ", _manifest.Resources.Keys)}");
        }

        var workloads = _manifest.Resources
            .Where(entry => _options.Components.Count == 0 || _options.Components.Contains(entry.Key))
            .Where(entry => IsDescribed(entry.Key, entry.Value))
            .Select(entry => Workload(entry.Key, entry.Value))
            .ToList();

        return new(
            new ApplicationDescription
            {
                Name = _options.Name,
                Namespace = _options.Namespace ?? _options.Name,
                Workloads = workloads,
                Parameters = _parameters.Found,
                ImagePullPolicy = _options.ImagePullPolicy,
            },
            _omissions);
    }

    private bool IsDescribed(string name, ManifestResource resource)
    {
        if (resource.IsWorkload())
        {
            return true;
        }

        if (resource.IsExecutable())
        {
            _omissions.Add($"{name} is an executable of the developer's machine and has no image: publish it as a container (PublishAsDockerFile) to have it in the cluster.");
        }
        else if (!resource.IsParameter() && !resource.IsValue())
        {
            _omissions.Add($"{name} ({resource.Type ?? "no type"}) is nothing that runs in pods: provision it yourself and give its outputs as parameters.");
        }

        return false;
    }

    private WorkloadDescription Workload(string name, ManifestResource resource)
    {
        var image = Image(name, resource);
        var environment = Environment(resource);
        var volumes = Volumes(name, resource);
        var isDatabase = volumes.Any(volume => volume.IsPersistent);

        var workload = new WorkloadDescription
        {
            Name = name,
            Kind = isDatabase ? WorkloadKind.StatefulSet : WorkloadKind.Deployment,
            Component = isDatabase ? "database" : "service",
            Image = image,
            Command = resource.Entrypoint is { } entrypoint ? [entrypoint] : [],
            Arguments = [.. (resource.Args ?? []).Select(_texts.Follow)],
            Endpoints = _endpoints.Of(name),
            Environment = environment,
            Probes = image.IsBuilt ? Probes(name) : [],
            Volumes = volumes,
            Files = [.. BoundFiles(name, resource)],
            References = References(name, resource),
            ReachesOutside = ReachesOutside(resource),
            ServiceName = name,
            ServiceExposure = isDatabase ? ServiceExposure.Headless : ServiceExposure.ClusterIP,
            Resources = isDatabase ? ComputeResources.Database : ComputeResources.Service,
            Identity = resource.IsProject() ? ContainerIdentity.DotNet : ImageProfile.Of(image).Identity,
            Source = new SourceLocation($"resources.{name}"),
        };
        return image.IsBuilt ? workload : ImageProfile.Complete(workload);
    }

    private ContainerImage Image(string name, ManifestResource resource)
    {
        if (resource.Image is { } image)
        {
            return ImageName.Parse(image);
        }

        var context = resource.Build?.Context ?? resource.Context ?? resource.Path
            ?? throw new ManifestException($"{name} says neither an image nor how to build one (image, build.context or path)");
        var repository = _options.ImagePrefix is { } prefix ? $"{prefix.TrimEnd('/')}/{name}" : name;
        return new ContainerImage(repository, _options.ImageTag) { IsBuilt = true, BuildContext = context };
    }

    private List<EnvironmentEntry> Environment(ManifestResource resource) =>
        [.. (resource.Environment ?? new Dictionary<string, string>()).Select(entry => new EnvironmentEntry(entry.Key, _texts.Follow(entry.Value)))];

    // The manifest knows no health paths: that a port is open is all that can be asked of a foreign workload.
    private List<ProbeDescription> Probes(string name) =>
        _endpoints.Of(name).FirstOrDefault(endpoint => endpoint.Protocol == "TCP") is { } endpoint
            ? [.. Enum.GetValues<ProbeKind>().Select(kind => new ProbeDescription { Kind = kind, Endpoint = endpoint.Name })]
            : [];

    private static List<VolumeDescription> Volumes(string name, ManifestResource resource) =>
    [
        .. (resource.Volumes ?? []).Select((volume, index) => new VolumeDescription
        {
            Name = VolumeName.From(volume.Name, index),
            MountPath = volume.Target ?? throw new ManifestException($"{name}: volumes[{index}] has no target"),
            IsReadOnly = volume.ReadOnly,
        }),
    ];

    private IEnumerable<MountedFiles> BoundFiles(string name, ManifestResource resource)
    {
        foreach (var (mount, index) in (resource.BindMounts ?? []).Select((mount, index) => (mount, index)))
        {
            var source = mount.Source ?? throw new ManifestException($"{name}: bindMounts[{index}] has no source");
            var target = mount.Target ?? throw new ManifestException($"{name}: bindMounts[{index}] has no target");
            yield return BindMount.Read(name, $"files-{index}", Path.Combine(_directory, source), target);
        }
    }

    private List<string> References(string name, ManifestResource resource) =>
    [
        .. TextsOf(resource)
            .SelectMany(_texts.ResourcesBehind)
            .Where(referred => !string.Equals(referred, name, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    // A value that somebody gives from outside may well be the address of something outside.
    private bool ReachesOutside(ManifestResource resource) => TextsOf(resource)
        .SelectMany(text => _texts.Follow(text).Parts)
        .OfType<TextPart.Parameter>()
        .Any(part => _parameters.IsConnection(part.Name));

    private static IEnumerable<string> TextsOf(ManifestResource resource) =>
        (resource.Environment?.Values ?? []).Concat(resource.Args ?? []);
}
