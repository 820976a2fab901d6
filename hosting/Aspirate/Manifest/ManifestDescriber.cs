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
    private readonly ManifestSidecars _sidecars;

    private ManifestDescriber(AspireManifest manifest, string directory, ManifestDescriptionOptions options)
    {
        _original = manifest;
        _manifest = new(manifest.Resources.Where(entry => !options.Skipped.Contains(entry.Key)).ToDictionary());
        _directory = directory;
        _options = options;
        _endpoints = new(_manifest);
        _parameters = new(_manifest, options);
        _images = new(directory, options);
        _texts = new(_manifest, _endpoints, _parameters, _images);
        _sidecars = new(_manifest);
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
        CheckNames("--host", _options.Exposure.Hosts.Keys);
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
                DaprComponents = [.. _sidecars.Components(name => IsAsked(name) || workloads.Any(workload => workload.IsWritten && workload.Dapr?.Components.Contains(name, StringComparer.OrdinalIgnoreCase) is true))],
                Parameters = _parameters.Found,
                ImagePullPolicy = _options.ImagePullPolicy,
                Exposure = _options.Exposure,
                NetworkPolicies = _options.NetworkPolicies,
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
        var image = Image(name, resource);
        var mounts = isWritten ? BindMounts(name, resource).ToList() : [];
        List<VolumeDescription> volumes = [.. Volumes(name, resource), .. mounts.Select(mount => mount.Volume).OfType<VolumeDescription>()];

        var workload = new WorkloadDescription
        {
            Name = name,
            IsWritten = isWritten && !resource.IsBuildOnly(),
            IsBuildOnly = resource.IsBuildOnly(),
            Kind = volumes.Any(volume => volume is { IsPersistent: true, IsReadOnly: false }) ? WorkloadKind.StatefulSet : WorkloadKind.Deployment,
            Image = image,
            IsProject = resource.IsProject(),
            Command = resource.Entrypoint is { } entrypoint ? [entrypoint] : [],
            Arguments = [.. (resource.Args ?? []).Select(_texts.Follow)],
            Endpoints = resource.IsBuildOnly() ? [] : _endpoints.Of(name),
            Environment = Environment(resource),
            Volumes = volumes,
            Files = [.. mounts.Select(mount => mount.Files).OfType<MountedFiles>()],
            Remarks = [.. mounts.Select(mount => mount.Remark).OfType<string>()],
            References = References(name, resource),
            ServiceName = name,
            Dapr = _sidecars.Of(name),
            Identity = resource.IsProject() ? ContainerIdentity.DotNet : ContainerIdentity.OfImage,
            Source = new SourceLocation($"resources.{name}"),
        };
        return ImageProfile.Complete(workload);
    }

    private ContainerImage Image(string name, ManifestResource resource)
    {
        var image = _images.Of(name, resource);
        return image.IsBuilt
            ? image with { Dockerfile = resource.IsProject() ? null : Dockerfile(name, resource), Files = [.. CopiedFiles(name, resource)] }
            : image;
    }

    private DockerfileBuild Dockerfile(string name, ManifestResource resource)
    {
        var file = resource.Build is null ? resource.Path : resource.Build.Dockerfile;
        return new()
        {
            Path = file is null ? null : _images.PathOf(file),
            Stage = resource.Build?.Stage,
            Arguments =
            [
                .. (resource.BuildArgs ?? new Dictionary<string, string>()).Select(argument => new BuildArgument(argument.Key, _texts.Follow(argument.Value))),
                .. (resource.Build?.Args ?? new Dictionary<string, string?>()).Select(argument => new BuildArgument(argument.Key, argument.Value is null ? null : _texts.Follow(argument.Value))),
            ],
            Secrets = [.. (resource.Build?.Secrets ?? new Dictionary<string, ManifestBuildSecret>()).Select(secret => secret.Value switch
            {
                { Source: { } source } => new BuildSecret(secret.Key, null, _images.PathOf(source)),
                { Value: { } value } => new BuildSecret(secret.Key, _texts.Follow(value), null),
                _ => throw new ManifestException($"{name}: build.secrets.{secret.Key} has neither a value nor a source"),
            })],
        };
    }

    private IEnumerable<CopiedFiles> CopiedFiles(string name, ManifestResource resource)
    {
        foreach (var (source, files) in resource.ContainerFiles ?? new Dictionary<string, ManifestContainerFiles>())
        {
            if (!_manifest.Resources.TryGetValue(source, out var other) || !other.IsWorkload())
            {
                throw new ManifestException($"{name}: containerFiles names {source}, which has no image to copy files from. Leave {name} out as well: --skip {name}");
            }

            yield return new(source, files.Sources ?? [], files.Destination ?? throw new ManifestException($"{name}: containerFiles.{source} has no destination"));
        }
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

    private static IEnumerable<string> TextsOf(ManifestResource resource) =>
        (resource.Environment?.Values ?? []).Concat(resource.Args ?? []);
}
