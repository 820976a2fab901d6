using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The manifest, while it is written.</summary>
/// <param name="executionContext">The mode.</param>
/// <param name="manifestPath">The path of the manifest; paths in it are relative to its directory.</param>
/// <param name="writer">Writes the JSON.</param>
/// <param name="cancellationToken">Ends the writing.</param>
public sealed class ManifestPublishingContext(DistributedApplicationExecutionContext executionContext, string manifestPath, Utf8JsonWriter writer, CancellationToken cancellationToken = default)
{
    private readonly List<IResource> _referenced = [];
    private readonly Dictionary<string, AnnotatedString> _annotatedStrings = new(StringComparer.Ordinal);
    private readonly PublishedPorts _ports = new();

    /// <summary>Gets the mode.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Gets the path of the manifest.</summary>
    public string ManifestPath { get; } = manifestPath;

    /// <summary>Gets what writes the JSON.</summary>
    public Utf8JsonWriter Writer { get; } = writer;

    /// <summary>Gets what ends the writing.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Gets a path relative to the manifest's directory, with slashes.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The relative path; <see langword="null"/> for <see langword="null"/>.</returns>
    public string? GetManifestRelativePath(string? path) => path is null
        ? null
        : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(ManifestPath))!, path.Replace('\\', Path.DirectorySeparatorChar)).Replace('\\', '/');

    /// <summary>Writes <c>connectionString</c>, if the resource has one.</summary>
    /// <param name="resource">The resource.</param>
    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString { ConnectionStringExpression: { } expression })
        {
            TryAddDependentResources(expression);
            Writer.WriteString("connectionString", expression.ValueExpression);
        }
    }

    /// <summary>Writes <c>env</c>, if the resource has any.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>A task that ends when it is written.</returns>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var configuration = await ResourceConfiguration.EvaluateAsync(resource, ExecutionContext, cancellationToken: CancellationToken);
        if (configuration.Environment.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("env");
        foreach (var variable in configuration.Environment)
        {
            Writer.WriteString(variable.Name, variable.ValueExpression);
            TryAddDependentResources(variable.Value);
        }

        Writer.WriteEndObject();
    }

    /// <summary>Writes <c>args</c>, if the resource has any.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>A task that ends when it is written.</returns>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var configuration = await ResourceConfiguration.EvaluateAsync(resource, ExecutionContext, cancellationToken: CancellationToken);
        if (configuration.Arguments.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray("args");
        foreach (var argument in configuration.Arguments)
        {
            Writer.WriteStringValue(argument.ValueExpression);
            TryAddDependentResources(argument.Value);
        }

        Writer.WriteEndArray();
    }

    /// <summary>Writes <c>bindings</c>, if the resource has any.</summary>
    /// <param name="resource">The resource.</param>
    public void WriteBindings(IResource resource)
    {
        var ports = _ports.Of(resource);
        if (ports.Count == 0)
        {
            return;
        }

        Writer.WriteStartObject("bindings");
        foreach (var (endpoint, port, targetPort) in ports)
        {
            Writer.WriteStartObject(endpoint.Name);
            Writer.WriteString("scheme", endpoint.UriScheme);
            Writer.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Writer.WriteString("transport", endpoint.Transport);
            if (port is { } published)
            {
                Writer.WriteNumber("port", published);
            }

            if (targetPort is { } target)
            {
                Writer.WriteNumber("targetPort", target);
            }

            if (endpoint.IsExternal)
            {
                Writer.WriteBoolean("external", true);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
    }

    /// <summary>Writes a container: image or build, entry point, arguments, mounts, environment, bindings.</summary>
    /// <param name="container">The container.</param>
    /// <returns>A task that ends when it is written.</returns>
    /// <exception cref="DistributedApplicationException">The container has no image.</exception>
    public async Task WriteContainerAsync(ContainerResource container)
    {
        ArgumentNullException.ThrowIfNull(container);

        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            Writer.WriteString("type", "container.v1");
            WriteConnectionString(container);
            WriteBuild(build);
        }
        else
        {
            if (!container.TryGetContainerImageName(out var image))
            {
                throw new DistributedApplicationException($"The container '{container.Name}' has no image. Set one with WithImage or WithDockerfile.");
            }

            Writer.WriteString("type", "container.v0");
            WriteConnectionString(container);
            Writer.WriteString("image", image);
        }

        if (container.Entrypoint is { } entrypoint)
        {
            Writer.WriteString("entrypoint", entrypoint);
        }

        await WriteCommandLineArgumentsAsync(container);
        WriteMounts(container);
        await WriteEnvironmentVariablesAsync(container);
        WriteBindings(container);
    }

    /// <summary>Has the resources that a value is made of written too, though they were not added to the application.</summary>
    /// <param name="value">The value.</param>
    public void TryAddDependentResources(object? value)
    {
        foreach (var part in ValueReferences.PartsOf(value))
        {
            if (part is IResource resource && !_referenced.Contains(resource))
            {
                _referenced.Add(resource);
            }

            if (part is ReferenceExpression { IsConditional: false } expression)
            {
                foreach (var (provider, format) in expression.ValueProviders.Zip(expression.StringFormats))
                {
                    if (AnnotatedString.For(provider, format) is { } annotated)
                    {
                        _annotatedStrings[annotated.Name] = annotated;
                    }
                }
            }
        }
    }

    internal async Task WriteModelAsync(DistributedApplicationModel model)
    {
        Writer.WriteStartObject();
        Writer.WriteStartObject("resources");

        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in model.Resources)
        {
            written.Add(resource.Name);
            await WriteResourceAsync(resource);
        }

        // Writing one may refer to another.
        for (var i = 0; i < _referenced.Count; i++)
        {
            if (written.Add(_referenced[i].Name))
            {
                await WriteResourceAsync(_referenced[i]);
            }
        }

        foreach (var annotated in _annotatedStrings.Values.OrderBy(annotated => annotated.Name, StringComparer.Ordinal))
        {
            Writer.WriteStartObject(annotated.Name);
            Writer.WriteString("type", "annotated.string");
            Writer.WriteString("value", annotated.Value);
            Writer.WriteString("filter", annotated.Filter);
            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
        await Writer.FlushAsync(CancellationToken);
    }

    private async Task WriteResourceAsync(IResource resource)
    {
        Func<Task>? write = resource switch
        {
            _ when resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) => annotation.Callback is { } callback ? () => callback(this) : null,
            IComputeEnvironmentResource => null,
            ContainerResource container => () => WriteContainerAsync(container),
            ProjectResource project => () => WriteProjectAsync(project),
            ExecutableResource executable => () => WriteExecutableAsync(executable),
            ParameterResource parameter => () => WriteParameter(parameter),
            IResourceWithConnectionString withConnectionString => () => WriteValue(withConnectionString),
            _ => throw new DistributedApplicationException(
                $"The resource '{resource.Name}' of type {resource.GetType().Name} cannot be written to the manifest. Leave it out with ExcludeFromManifest, or say how with WithManifestPublishingCallback."),
        };

        if (write is not null)
        {
            Writer.WriteStartObject(resource.Name);
            await write();
            Writer.WriteEndObject();
        }
    }

    private async Task WriteProjectAsync(ProjectResource project)
    {
        Writer.WriteString("type", "project.v0");
        Writer.WriteString("path", GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
        await WriteCommandLineArgumentsAsync(project);
        await WriteEnvironmentVariablesAsync(project);
        WriteBindings(project);
    }

    private async Task WriteExecutableAsync(ExecutableResource executable)
    {
        Writer.WriteString("type", "executable.v0");
        WriteConnectionString(executable);
        Writer.WriteString("workingDirectory", GetManifestRelativePath(executable.WorkingDirectory));
        Writer.WriteString("command", executable.Command);
        await WriteCommandLineArgumentsAsync(executable);
        await WriteEnvironmentVariablesAsync(executable);
        WriteBindings(executable);
    }

    private Task WriteValue(IResourceWithConnectionString resource)
    {
        Writer.WriteString("type", "value.v0");
        WriteConnectionString(resource);
        return Task.CompletedTask;
    }

    private Task WriteParameter(ParameterResource parameter)
    {
        Writer.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            Writer.WriteString("connectionString", $"{{{parameter.Name}.value}}");
        }

        Writer.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        Writer.WriteStartObject("inputs");
        Writer.WriteStartObject("value");
        Writer.WriteString("type", "string");
        if (parameter.Secret)
        {
            Writer.WriteBoolean("secret", true);
        }

        if (parameter.Default is { } @default)
        {
            Writer.WriteStartObject("default");
            @default.WriteToManifest(this);
            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();
        Writer.WriteEndObject();
        return Task.CompletedTask;
    }

    private void WriteBuild(DockerfileBuildAnnotation build)
    {
        Writer.WriteStartObject("build");
        Writer.WriteString("context", GetManifestRelativePath(build.ContextPath));
        Writer.WriteString("dockerfile", GetManifestRelativePath(build.DockerfilePath));
        if (build.Stage is { } stage)
        {
            Writer.WriteString("stage", stage);
        }

        if (!build.HasEntrypoint)
        {
            Writer.WriteBoolean("buildOnly", true);
        }

        if (build.BuildArguments.Count > 0)
        {
            Writer.WriteStartObject("args");
            foreach (var (name, value) in build.BuildArguments)
            {
                Writer.WriteString(name, Text(value));
                TryAddDependentResources(value);
            }

            Writer.WriteEndObject();
        }

        if (build.BuildSecrets.Count > 0)
        {
            Writer.WriteStartObject("secrets");
            foreach (var (name, value) in build.BuildSecrets)
            {
                Writer.WriteStartObject(name);
                Writer.WriteString("type", "env");
                Writer.WriteString("value", Text(value));
                Writer.WriteEndObject();
                TryAddDependentResources(value);
            }

            Writer.WriteEndObject();
        }

        Writer.WriteEndObject();

        static string? Text(object? value) => value switch
        {
            IManifestExpressionProvider expression => expression.ValueExpression,
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    private void WriteMounts(ContainerResource container)
    {
        WriteMounts(container, ContainerMountType.BindMount, "bindMounts", mount => Writer.WriteString("source", GetManifestRelativePath(mount.Source)));
        WriteMounts(container, ContainerMountType.Volume, "volumes", mount =>
        {
            if (mount.Source is { } name)
            {
                Writer.WriteString("name", name);
            }
        });
    }

    private void WriteMounts(ContainerResource container, ContainerMountType type, string property, Action<ContainerMountAnnotation> writeSource)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == type).ToList();
        if (mounts.Count == 0)
        {
            return;
        }

        Writer.WriteStartArray(property);
        foreach (var mount in mounts)
        {
            Writer.WriteStartObject();
            writeSource(mount);
            Writer.WriteString("target", mount.Target.Replace('\\', '/'));
            Writer.WriteBoolean("readOnly", mount.IsReadOnly);
            Writer.WriteEndObject();
        }

        Writer.WriteEndArray();
    }
}
