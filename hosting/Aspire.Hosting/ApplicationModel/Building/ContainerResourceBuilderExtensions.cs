using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds containers and states facts about them.</summary>
public static class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="image">The image: <c>repository</c>, <c>registry/repository</c>, with <c>:tag</c> or <c>@sha256:digest</c>; the tag is <c>latest</c> by default.</param>
    /// <returns>A builder of the container.</returns>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddResource(new ContainerResource(name)).WithImage(image);
    }

    /// <summary>Adds a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="image">The image, without its tag.</param>
    /// <param name="tag">The image's tag.</param>
    /// <returns>A builder of the container.</returns>
    public static IResourceBuilder<ContainerResource> AddContainer(this IDistributedApplicationBuilder builder, string name, string image, string tag)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddResource(new ContainerResource(name)).WithImage(image, tag);
    }

    /// <summary>Adds a container whose image is built from a Dockerfile.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="contextPath">The build context, relative to the AppHost's directory.</param>
    /// <param name="dockerfilePath">The Dockerfile, relative to the build context; <c>Dockerfile</c> by default.</param>
    /// <param name="stage">The stage to build; the last one by default.</param>
    /// <returns>A builder of the container.</returns>
    public static IResourceBuilder<ContainerResource> AddDockerfile(this IDistributedApplicationBuilder builder, string name, string contextPath, string? dockerfilePath = null, string? stage = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddResource(new ContainerResource(name)).WithDockerfile(contextPath, dockerfilePath, stage);
    }

    /// <summary>Builds a container's image from a Dockerfile.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="contextPath">The build context, relative to the AppHost's directory.</param>
    /// <param name="dockerfilePath">The Dockerfile, relative to the build context; <c>Dockerfile</c> by default.</param>
    /// <param name="stage">The stage to build; the last one by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithDockerfile<T>(this IResourceBuilder<T> builder, string contextPath, string? dockerfilePath = null, string? stage = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(contextPath);

        var context = Path.GetFullPath(contextPath, builder.ApplicationBuilder.AppHostDirectory);
        var dockerfile = Path.GetFullPath(dockerfilePath ?? "Dockerfile", context);
        var imageName = builder.Resource.Name.ToLowerInvariant();

        return builder
            .WithAnnotation(new DockerfileBuildAnnotation(context, dockerfile, stage) { ImageName = imageName, ImageTag = "latest" }, ResourceAnnotationMutationBehavior.Replace)
            .WithAnnotation(new ContainerImageAnnotation { Image = imageName, Tag = "latest" }, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Passes an argument to the build of a container's image.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="name">The argument.</param>
    /// <param name="value">Its value; <see langword="null"/> takes it from the environment of the build.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, object? value)
        where T : ContainerResource
    {
        DockerfileOf(builder, nameof(WithBuildArg)).BuildArguments[name] = value is IResourceBuilder<IResource> resource ? resource.Resource : value;
        return builder;
    }

    /// <summary>Passes a parameter to the build of a container's image.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="name">The argument.</param>
    /// <param name="value">The parameter. It must not be a secret: build arguments stay readable in the image.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(value);

        if (value.Resource.Secret)
        {
            throw new DistributedApplicationException(
                $"The parameter '{value.Resource.Name}' is a secret and cannot be the build argument '{name}' of '{builder?.Resource.Name}': build arguments stay readable in the image. Use .WithBuildSecret(\"{name}\", …).");
        }

        return builder.WithBuildArg(name, (object)value.Resource);
    }

    /// <summary>Passes a secret to the build of a container's image, readable there only while it is built.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="name">The secret's id.</param>
    /// <param name="value">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithBuildSecret<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> value)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(value);

        DockerfileOf(builder, nameof(WithBuildSecret)).BuildSecrets[name] = value.Resource;
        return builder;
    }

    /// <summary>Sets a container's image.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="image">The image: <c>repository</c>, <c>registry/repository</c>, with <c>:tag</c> or <c>@sha256:digest</c>.</param>
    /// <param name="tag">The image's tag, unless <paramref name="image"/> has one; <c>latest</c> by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(image);

        var reference = ImageReference.Parse(image);
        if (tag is not null && (reference.Tag ?? reference.Digest) is { } other)
        {
            throw new DistributedApplicationException($"The image '{image}' of resource '{builder.Resource.Name}' already says '{other}', so it cannot have the tag '{tag}' too. Say it in one place.");
        }

        var annotation = new ContainerImageAnnotation { Registry = reference.Registry, Image = reference.Repository };
        if (reference.Digest is { } digest)
        {
            annotation.SHA256 = digest;
        }
        else
        {
            annotation.Tag = tag ?? reference.Tag ?? "latest";
        }

        return builder.WithAnnotation(annotation, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Sets the tag of a container's image.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        ImageOf(builder, nameof(WithImageTag)).Tag = tag;
        return builder;
    }

    /// <summary>Sets the digest of a container's image.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="sha256">The digest, 64 hexadecimal digits.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImageSHA256<T>(this IResourceBuilder<T> builder, string sha256)
        where T : ContainerResource
    {
        ImageOf(builder, nameof(WithImageSHA256)).SHA256 = sha256;
        return builder;
    }

    /// <summary>Sets the registry of a container's image.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="registry">The registry; <see langword="null"/> means the runtime's default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        ImageOf(builder, nameof(WithImageRegistry)).Registry = registry;
        return builder;
    }

    /// <summary>Mounts a named volume, which the container runtime keeps.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="name">The volume's name; <see langword="null"/> for one without a name.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="isReadOnly">Whether the container cannot write to it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));
    }

    /// <summary>Mounts a volume without a name, which ends with the container.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="target">The path in the container.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string target)
        where T : ContainerResource => builder.WithVolume(null, target);

    /// <summary>Mounts a directory or file of the machine.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="source">The directory or file, relative to the AppHost's directory.</param>
    /// <param name="target">The path in the container.</param>
    /// <param name="isReadOnly">Whether the container cannot write to it.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(source);

        return builder.WithAnnotation(new ContainerMountAnnotation(Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory), target, ContainerMountType.BindMount, isReadOnly));
    }

    /// <summary>Sets the command that replaces an image's own entry point.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="entrypoint">The command.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> builder, string entrypoint)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Resource.Entrypoint = entrypoint;
        return builder;
    }

    /// <summary>Sets the name that a container has in the container runtime.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="name">The name.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithContainerName<T>(this IResourceBuilder<T> builder, string name)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ContainerNameAnnotation { Name = name }, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Sets how long a container lives.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="lifetime">How long.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithLifetime<T>(this IResourceBuilder<T> builder, ContainerLifetime lifetime)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ContainerLifetimeAnnotation { Lifetime = lifetime }, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Adds arguments to the container runtime's <c>run</c> command.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="args">The arguments.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(args);

        return builder.WithContainerRuntimeArgs(context =>
        {
            foreach (var arg in args)
            {
                context.Args.Add(arg);
            }
        });
    }

    /// <summary>Adds arguments to the container runtime's <c>run</c> command.</summary>
    /// <typeparam name="T">The kind of container.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="callback">Adds them.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(this IResourceBuilder<T> builder, Action<ContainerRuntimeArgsCallbackContext> callback)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(callback);

        return builder.WithAnnotation(new ContainerRuntimeArgsCallbackAnnotation(context =>
        {
            callback(context);
            return Task.CompletedTask;
        }));
    }

    private static ContainerImageAnnotation ImageOf<T>(IResourceBuilder<T> builder, string caller)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image)
            ? image
            : throw new DistributedApplicationException($"{caller}: the resource '{builder.Resource.Name}' has no image yet. Call WithImage before.");
    }

    private static DockerfileBuildAnnotation DockerfileOf<T>(IResourceBuilder<T> builder, string caller)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.Resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build)
            ? build
            : throw new DistributedApplicationException($"{caller}: the resource '{builder.Resource.Name}' is not built from a Dockerfile. Call WithDockerfile before.");
    }
}
