using System.Globalization;
using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Validation;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// A Compose file of the application, for a machine with a container engine and no cluster. Secrets are read from the
/// environment when it starts, and it refuses to start without them.
/// </summary>
/// <remarks>
/// <see href="https://docs.docker.com/reference/compose-file/"/>, as far as version 1.29 of the tool, which some distributions still
/// have, takes it too: a name of the project, for one, is left to the command line.
/// </remarks>
public static class ComposeFile
{
    /// <summary>Writes <paramref name="application"/> as <c>compose.yaml</c>.</summary>
    /// <param name="application">The application.</param>
    /// <param name="sources">The folder that the sources of images are relative to.</param>
    /// <param name="folder">The folder that the file is written to: it names sources and mounted files relative to itself.</param>
    /// <exception cref="ValidationException">A value of the application cannot be resolved.</exception>
    public static FileTree Build(ApplicationDescription application, string sources = ".", string folder = ".")
    {
        ArgumentNullException.ThrowIfNull(application);
        var paths = new ComposePaths(sources, folder);

        // The names of Services are host names here too: each is an alias of its container in the network.
        application = CompletedApplication.Of(application);
        var texts = new TextResolver(application, reachesContainers: true);
        var variables = new ComposeVariables(application);
        var services = new YamlMappingNode();
        var volumes = new YamlMappingNode();
        var configs = new YamlMappingNode();
        var secrets = new YamlMappingNode();
        var published = new HashSet<int>();
        foreach (var workload in application.Workloads.Where(workload => workload.IsWritten).Select(WithoutPreviousValues))
        {
            var service = Service(application, workload, texts, variables, paths, published);
            AddFiles(workload, texts, variables, service, configs, secrets);
            services.Add(workload.Name, service);
            foreach (var volume in Kept(workload).Select(volume => VolumeClaimBuilder.NameOf(workload, volume)).Where(name => !volumes.Children.ContainsKey(name)))
            {
                volumes.Add(volume, new YamlMappingNode());
            }
        }

        var images = ImageListBuilder.Build(application, texts);
        if (texts.Violations.Count > 0)
        {
            throw new ValidationException(texts.Violations);
        }

        var root = new YamlMappingNode { { "services", services } };
        foreach (var (name, section) in new[] { ("volumes", volumes), ("configs", configs), ("secrets", secrets) })
        {
            if (section.Children.Count > 0)
            {
                root.Add(name, section);
            }
        }

        var tree = new FileTree();
        tree.Add("compose.yaml", YamlText.Write(root));
        if (images is not null)
        {
            tree.Add("images.yaml", new ManifestSerializer().Serialize(images));
            GeneratedDockerfiles.Write(application, tree);
        }

        ImageFactsRecord.Write(application, tree);
        return tree;
    }

    /// <summary>What whoever starts the file has to know, a line each.</summary>
    /// <param name="application">The application.</param>
    /// <param name="sources">The folder that the sources of images are relative to.</param>
    public static IReadOnlyList<string> RemarksOn(ApplicationDescription application, string sources = ".")
    {
        ArgumentNullException.ThrowIfNull(application);
        var written = application.Workloads.Where(workload => workload.IsWritten).ToList();
        var built = written.Where(workload => workload.Image is { IsBuilt: true, BuildContext: not null }).ToList();
        var others = Names(built.Where(workload => !IsBuiltByCompose(workload.Image)));
        var missing = Names(built.Where(workload => IsBuiltByCompose(workload.Image) && !IsThere(workload.Image, sources)));
        var sidecars = Names(written.Where(workload => workload.Dapr is not null));
        return
        [
            .. Line(others, $"Compose does not build the images of {others}, which are made of projects, of files of other images, or with secrets: build them with aspirate build --target Docker (or Podman), and this folder as --input-path."),
            .. Line(missing, $"Compose does not build the images of {missing}: the folders of their Dockerfiles are not here. Generate the file where they are, or have the images there before it is started."),
            .. Line(sidecars, $"Compose starts no Dapr sidecar, which {sidecars} {(sidecars.Contains(',', StringComparison.Ordinal) ? "want" : "wants")}: add one for each in a file of your own (docker compose -f compose.yaml -f dapr.yaml up)."),
        ];

        static string Names(IEnumerable<WorkloadDescription> workloads) => string.Join(", ", workloads.Select(workload => workload.Name));
        static string[] Line(string names, string line) => names.Length == 0 ? [] : [line];
    }

    private static bool IsBuiltByCompose(ContainerImage image) => image is { IsBuilt: true, IsOfProject: false, BuildContext: not null, Files.Count: 0 } && image.Dockerfile is null or { Secrets.Count: 0 };

    // The tool refuses the whole file otherwise.
    private static bool IsThere(ContainerImage image, string sources) => Directory.Exists(Path.Combine(sources, image.BuildContext!));

    // Secrets of a build are unknown to older versions of the tool, which then refuse the whole file.
    private static void AddBuild(WorkloadDescription workload, TextResolver texts, ComposeVariables variables, ComposePaths paths, YamlMappingNode service)
    {
        if (!IsBuiltByCompose(workload.Image) || !IsThere(workload.Image, paths.Sources))
        {
            return;
        }

        var build = new YamlMappingNode { { "context", Text(Escape(paths.OfSource(workload.Image.BuildContext!))) } };
        if (workload.Image.Dockerfile is { Content: not null })
        {
            build.Add("dockerfile", Text(Escape(paths.OfFolder(workload.Image.BuildContext!, ImageListBuilder.DockerfilePath(workload)))));
        }
        else if (workload.Image.Dockerfile?.Path is { } dockerfile)
        {
            build.Add("dockerfile", Text(Escape(ComposePaths.Between(workload.Image.BuildContext!, dockerfile))));
        }

        if (workload.Image.Dockerfile?.Stage is { } stage)
        {
            build.Add("target", Text(stage));
        }

        if (workload.Image.Dockerfile?.Arguments is { Count: > 0 } arguments)
        {
            build.Add("args", List(arguments.Select(argument =>
                argument.Value is { } value ? $"{argument.Name}={Value(texts.Resolve(value, workload, $"build argument {argument.Name}"), variables)}" : argument.Name)));
        }

        service.Add("build", build);
    }

    // Here nothing is rotated while it runs.
    private static WorkloadDescription WithoutPreviousValues(WorkloadDescription workload)
    {
        return workload with
        {
            Environment = [.. workload.Environment.Where(entry => !HasPrevious(entry.Value))],
            Files = [.. workload.Files.Select(files => files with { Files = files.Files.Where(file => !HasPrevious(file.Value)).ToDictionary() })],
        };

        static bool HasPrevious(TextTemplate text) => text.Parts.OfType<TextPart.Parameter>().Any(part => part.IsPrevious);
    }

    private static YamlMappingNode Service(ApplicationDescription application, WorkloadDescription workload, TextResolver texts, ComposeVariables variables, ComposePaths paths, HashSet<int> published)
    {
        var service = new YamlMappingNode { { "image", Text(workload.Image.ToString()) } };
        AddBuild(workload, texts, variables, paths, service);
        if (workload.Command.Count > 0)
        {
            service.Add("entrypoint", List(workload.Command.Select(Escape)));
        }

        if (workload.Arguments.Count > 0)
        {
            service.Add("command", List(workload.Arguments.Select((argument, index) => Value(texts.Resolve(argument, workload, $"argument {index + 1}"), variables))));
        }

        var environment = new YamlMappingNode();
        foreach (var entry in workload.Environment.DistinctBy(entry => entry.Name).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            environment.Add(entry.Name, Text(Value(texts.Resolve(entry.Value, workload, $"environment variable {entry.Name}"), variables)));
        }

        if (environment.Children.Count > 0)
        {
            service.Add("environment", environment);
        }

        AddPorts(application, workload, published, service);
        AddNetwork(workload, service);
        AddMounts(workload, paths, service);
        AddHealthCheck(workload, service);

        AddDependencies(application, workload, service);
        if (workload.Identity.IsKnown)
        {
            service.Add("user", Text(workload.Identity.Group is { } group ? $"{workload.Identity.User}:{group}" : $"{workload.Identity.User}"));
            service.Add("read_only", Flag(workload.Identity.HasReadOnlyRoot));
            service.Add("cap_drop", List(["ALL"]));
            service.Add("security_opt", List(["no-new-privileges:true"]));
        }

        service.Add("restart", Text(workload.Kind is WorkloadKind.Job ? "on-failure" : "unless-stopped"));
        return service;
    }

    // Whoever merely knows an address may start before what is there, as in a cluster: two that know each other are no circle.
    private static void AddDependencies(ApplicationDescription application, WorkloadDescription workload, YamlMappingNode service)
    {
        var dependencies = new YamlMappingNode();
        foreach (var target in application.Workloads.Where(candidate => candidate.IsWritten && workload.WaitsFor.Contains(candidate.Name, StringComparer.OrdinalIgnoreCase)))
        {
            var condition = target.Kind is WorkloadKind.Job ? "service_completed_successfully" : HealthProbe(target) is null ? "service_started" : "service_healthy";
            dependencies.Add(target.Name, new YamlMappingNode { { "condition", Text(condition) } });
        }

        if (dependencies.Children.Count > 0)
        {
            service.Add("depends_on", dependencies);
        }
    }

    // What is external; and to this machine alone, what an Ingress or a Service shows outside. Services may have the same port, this
    // machine has it once.
    private static void AddPorts(ApplicationDescription application, WorkloadDescription workload, HashSet<int> published, YamlMappingNode service)
    {
        var routed = application.Ingresses.SelectMany(ingress => ingress.Routes.Append(ingress.DefaultBackend)).Where(route => route?.Resource == workload.Name).Select(route => route!.Endpoint).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var ports = workload.Endpoints
            .Where(endpoint => (endpoint.IsExternal && application.Exposure.Kind is not ExposureKind.None) || routed.Contains(endpoint.Name) || workload.ServiceExposure is ServiceExposure.NodePort or ServiceExposure.LoadBalancer)
            .DistinctBy(endpoint => (endpoint.TargetPort, endpoint.Protocol))
            .Select(endpoint => $"{(endpoint.IsExternal ? "" : "127.0.0.1:")}{FreePort(endpoint.Port, published)}:{endpoint.TargetPort}{(endpoint.Protocol == "UDP" ? "/udp" : "")}")
            .ToList();
        if (ports.Count > 0)
        {
            // In quotes: to some readers 53:53 is a number to the base of 60.
            service.Add("ports", new YamlSequenceNode(ports.Select(port => new YamlScalarNode(port) { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted })));
        }
    }

    private static int FreePort(int port, HashSet<int> published)
    {
        while (!published.Add(port))
        {
            port++;
        }

        return port;
    }

    // What would fill a volume in a cluster is mounted itself.
    private static IEnumerable<VolumeDescription> Kept(WorkloadDescription workload) => workload.Volumes.Where(volume => volume is { IsPersistent: true, FilledWith: null });

    private static void AddNetwork(WorkloadDescription workload, YamlMappingNode service)
    {
        if (workload.ServiceName != workload.Name)
        {
            service.Add("networks", new YamlMappingNode { { "default", new YamlMappingNode { { "aliases", List([workload.ServiceName]) } } } });
        }
    }

    private static void AddMounts(WorkloadDescription workload, ComposePaths paths, YamlMappingNode service)
    {
        YamlNode[] mounts =
        [
            .. Kept(workload).Select(volume => Text($"{VolumeClaimBuilder.NameOf(workload, volume)}:{volume.MountPath}{(volume.IsReadOnly ? ":ro" : "")}")),
            .. workload.Files.Where(files => files.Source is not null).Select(files => Bind(files, isReadOnly: true)),
            .. workload.Volumes.Where(volume => volume.FilledWith?.Source is not null).Select(volume => Bind(volume.FilledWith!, volume.IsReadOnly)),
        ];
        if (mounts.Length > 0)
        {
            service.Add("volumes", new YamlSequenceNode(mounts));
        }

        var temporary = workload.Identity.WritablePaths.Concat(workload.Volumes.Where(volume => !volume.IsPersistent).Select(volume => volume.MountPath)).Distinct().ToList();
        if (temporary.Count > 0)
        {
            service.Add("tmpfs", List(temporary));
        }

        YamlMappingNode Bind(MountedFiles files, bool isReadOnly)
        {
            var mount = new YamlMappingNode { { "type", Text("bind") }, { "source", Text(Escape(paths.OfFile(files.Source!))) }, { "target", Text(Escape(files.MountPath)) } };
            if (isReadOnly)
            {
                mount.Add("read_only", Flag(true));
            }

            return mount;
        }
    }

    private static void AddHealthCheck(WorkloadDescription workload, YamlMappingNode service)
    {
        if (HealthProbe(workload) is { } probe)
        {
            service.Add("healthcheck", new YamlMappingNode
            {
                { "test", List(["CMD", .. probe.Command]) },
                { "interval", Text($"{(probe.PeriodSeconds ?? 5).ToString(CultureInfo.InvariantCulture)}s") },
            });
        }
    }

    // A probe by HTTP would need a client in the image, which a minimal one does not have.
    private static ProbeDescription? HealthProbe(WorkloadDescription workload) =>
        workload.Probes.FirstOrDefault(probe => probe.Kind is ProbeKind.Readiness && probe.Command.Count > 0);

    private static void AddFiles(WorkloadDescription workload, TextResolver texts, ComposeVariables variables, YamlMappingNode service, YamlMappingNode configs, YamlMappingNode secrets)
    {
        var (plain, secret) = (new YamlSequenceNode(), new YamlSequenceNode());
        foreach (var files in workload.Files.Where(files => files.Source is null))
        {
            var keys = FileSet.KeysOf(files);
            foreach (var (path, content) in files.Files)
            {
                var target = files.IsFile ? files.MountPath : $"{files.MountPath}/{path}";
                var value = texts.Resolve(content, workload, $"file {target}");
                var source = $"{workload.Name}-{files.Name}-{keys[path]}";
                var mount = new YamlMappingNode { { "source", Text(source) }, { "target", Text(target) } };
                if (value.IsSecret)
                {
                    if (workload.Identity.User is { } user)
                    {
                        mount.Add("uid", Text(user.ToString(CultureInfo.InvariantCulture)));
                    }

                    mount.Add("mode", new YamlScalarNode("0400"));
                    secrets.Add(source, new YamlMappingNode { { "file", Text(variables.FileOf(value.SecretParameters[0])) } });
                    secret.Add(mount);
                }
                else
                {
                    configs.Add(source, new YamlMappingNode { { "content", Text(Escape(value.Text)) } });
                    plain.Add(mount);
                }
            }
        }

        if (plain.Children.Count > 0)
        {
            service.Add("configs", plain);
        }

        if (secret.Children.Count > 0)
        {
            service.Add("secrets", secret);
        }
    }

    private static string Value(ResolvedText value, ComposeVariables variables) =>
        value.IsSecret ? SecretText.Parse(value.Text).Render(Escape, variables.ValueOf) : Escape(value.Text);

    private static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    private static YamlSequenceNode List(IEnumerable<string> items) => new(items.Select(Text));

    private static YamlScalarNode Text(string text) => new(text) { Style = ScalarStyleRule.For(text) };

    private static YamlScalarNode Flag(bool value) => new(value ? "true" : "false") { Style = YamlDotNet.Core.ScalarStyle.Plain };
}
