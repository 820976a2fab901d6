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
    private readonly List<string> _remarks = [];

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

        if (_options.Exposure.Hosts.Keys.FirstOrDefault(name => !_manifest.Resources.ContainsKey(name)) is { } absent)
        {
            throw new ManifestException($"there is no resource '{absent}' to give the host {_options.Exposure.Hosts[absent]}; the manifest has {string.Join(", ", _manifest.Resources.Keys)}");
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
                Exposure = _options.Exposure,
                NetworkPolicies = _options.NetworkPolicies,
                Remarks = _remarks,
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
        var mounts = BindMounts(name, resource).ToList();
        List<VolumeDescription> volumes = [.. Volumes(name, resource), .. mounts.Select(mount => mount.Volume).OfType<VolumeDescription>()];
        _remarks.AddRange(mounts.Select(mount => mount.Remark).OfType<string>());

        var workload = new WorkloadDescription
        {
            Name = name,
            Kind = volumes.Any(volume => volume is { IsPersistent: true, IsReadOnly: false }) ? WorkloadKind.StatefulSet : WorkloadKind.Deployment,
            Image = image,
            IsProject = resource.IsProject(),
            Command = resource.Entrypoint is { } entrypoint ? [entrypoint] : [],
            Arguments = [.. (resource.Args ?? []).Select(_texts.Follow)],
            Endpoints = _endpoints.Of(name),
            Environment = Environment(resource),
            Volumes = volumes,
            Files = [.. mounts.Select(mount => mount.Files).OfType<MountedFiles>()],
            References = References(name, resource),
            ReachesOutside = ReachesOutside(resource),
            ServiceName = name,
            Identity = resource.IsProject() ? ContainerIdentity.DotNet : ContainerIdentity.OfImage,
            Source = new SourceLocation($"resources.{name}"),
        };
        return ImageProfile.Complete(workload);
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

    private static List<VolumeDescription> Volumes(string name, ManifestResource resource) =>
    [
        .. (resource.Volumes ?? []).Select((volume, index) => new VolumeDescription
        {
            Name = string.IsNullOrEmpty(volume.Name) ? $"data-{index}" : volume.Name,
            ModelName = string.IsNullOrEmpty(volume.Name) ? null : volume.Name,
            MountPath = volume.Target ?? throw new ManifestException($"{name}: volumes[{index}] has no target"),
            IsReadOnly = volume.ReadOnly,
        }),
    ];

    private IEnumerable<BindMount> BindMounts(string name, ManifestResource resource) => (resource.BindMounts ?? []).Select((mount, index) => BindMount.Read(
        name,
        index,
        _directory,
        mount.Source ?? throw new ManifestException($"{name}: bindMounts[{index}] has no source"),
        mount.Target ?? throw new ManifestException($"{name}: bindMounts[{index}] has no target"),
        mount.ReadOnly));

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
