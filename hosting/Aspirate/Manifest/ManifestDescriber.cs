using Aspire.Hosting.Kubernetes.Description;

namespace Aspirate.Manifest;

/// <summary>Describes an <c>aspire-manifest.json</c> as workloads, parameters and the references between them.</summary>
internal sealed class ManifestDescriber
{
    private readonly AspireManifest _original;
    private readonly AspireManifest _manifest;
    private readonly ManifestDescriptionOptions _options;
    private readonly string _directory;
    private readonly ManifestEndpoints _endpoints;
    private readonly ManifestParameters _parameters;
    private readonly ManifestImages _images;
    private readonly ManifestTextTemplates _texts;

    private ManifestDescriber(AspireManifest manifest, string directory, ManifestDescriptionOptions options)
    {
        _original = manifest;
        _manifest = new(manifest.Resources.Where(entry => !options.Skipped.Contains(entry.Key)).ToDictionary());
        _directory = directory;
        _options = options;
        _endpoints = new(_manifest);
        _parameters = new(_manifest, options);
        _images = new(options);
        _texts = new(_manifest, _endpoints, _parameters, _images);
    }

    /// <param name="manifest">The manifest.</param>
    /// <param name="directory">The folder that its paths are relative to.</param>
    /// <param name="options">What the manifest does not say.</param>
    /// <exception cref="ManifestException">The manifest contradicts itself, leaves something open that was not given, or has nothing to write.</exception>
    public static ManifestDescription Describe(AspireManifest manifest, string directory, ManifestDescriptionOptions options) =>
        new ManifestDescriber(manifest, directory, options).Describe();

    private ManifestDescription Describe()
    {
        CheckNames("--components", _options.Components);
        CheckNames("--skip", _options.Skipped);
        var leftOut = LeftOutResources.Describe(_manifest.Resources.Where(entry => IsAsked(entry.Key)));
        var workloads = _manifest.Resources
            .Where(entry => entry.Value.IsWorkload())
            .Select(entry => Workload(entry.Key, entry.Value, isWritten: IsAsked(entry.Key)))
            .ToList();
        if (!workloads.Any(workload => workload.IsWritten))
        {
            throw new ManifestException($"Nothing of the manifest runs in pods, so there is nothing to write.{string.Concat(leftOut.Select(line => $"\n  {line}"))}");
        }

        OpenValues.Check(_original, _options, _parameters, workloads);
        return new(
            new ApplicationDescription
            {
                Name = _options.Name,
                Namespace = _options.Namespace ?? _options.Name,
                Workloads = workloads,
                Parameters = _parameters.Found,
                ImagePullPolicy = _options.ImagePullPolicy,
            },
            leftOut);
    }

    private bool IsAsked(string name) => _options.Components.Count == 0 || _options.Components.Contains(name);

    private void CheckNames(string option, IEnumerable<string> names)
    {
        if (names.FirstOrDefault(name => !_original.Resources.ContainsKey(name)) is { } unknown)
        {
            throw new ManifestException($"{option} {unknown}: the manifest has no resource of that name; it has {string.Join(", ", _original.Resources.Keys)}");
        }
    }

    private WorkloadDescription Workload(string name, ManifestResource resource, bool isWritten)
    {
        var image = _images.Of(name, resource);
        var environment = Environment(resource);
        var volumes = Volumes(name, resource);
        var isDatabase = volumes.Any(volume => volume.IsPersistent);

        var workload = new WorkloadDescription
        {
            Name = name,
            IsWritten = isWritten,
            Kind = isDatabase ? WorkloadKind.StatefulSet : WorkloadKind.Deployment,
            Component = isDatabase ? "database" : "service",
            Image = image,
            Command = resource.Entrypoint is { } entrypoint ? [entrypoint] : [],
            Arguments = [.. (resource.Args ?? []).Select(_texts.Follow)],
            Endpoints = _endpoints.Of(name),
            Environment = environment,
            Probes = image.IsBuilt ? Probes(name) : [],
            Volumes = volumes,
            Files = isWritten ? [.. BoundFiles(name, resource)] : [],
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
        .Any(part => _parameters.IsGiven(part.Name));

    private static IEnumerable<string> TextsOf(ManifestResource resource) =>
        (resource.Environment?.Values ?? []).Concat(resource.Args ?? []);
}
