using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds projects and states facts about them.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project that the AppHost references.</summary>
    /// <typeparam name="TProject">The generated class, <c>Projects.{Name}</c>.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>A builder of the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, _ => { });

    /// <summary>Adds a project that the AppHost references.</summary>
    /// <typeparam name="TProject">The generated class, <c>Projects.{Name}</c>.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="launchProfileName">The launch profile; <see langword="null"/> for none.</param>
    /// <returns>A builder of the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, options => Use(options, launchProfileName));

    /// <summary>Adds a project that the AppHost references.</summary>
    /// <typeparam name="TProject">The generated class, <c>Projects.{Name}</c>.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="configure">Says how.</param>
    /// <returns>A builder of the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name, Action<ProjectResourceOptions> configure)
        where TProject : IProjectMetadata, new() => AddProject(builder, name, new TProject(), configure);

    /// <summary>Adds a project by its path.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">The project file, relative to the AppHost's directory.</param>
    /// <returns>A builder of the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath) =>
        builder.AddProject(name, projectPath, _ => { });

    /// <summary>Adds a project by its path.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">The project file, relative to the AppHost's directory.</param>
    /// <param name="launchProfileName">The launch profile; <see langword="null"/> for none.</param>
    /// <returns>A builder of the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, string? launchProfileName) =>
        builder.AddProject(name, projectPath, options => Use(options, launchProfileName));

    /// <summary>Adds a project by its path.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="projectPath">The project file, relative to the AppHost's directory.</param>
    /// <param name="configure">Says how.</param>
    /// <returns>A builder of the project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject(this IDistributedApplicationBuilder builder, string name, string projectPath, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(projectPath);

        return AddProject(builder, name, new ProjectPathMetadata(Path.GetFullPath(projectPath, builder.AppHostDirectory)), configure);
    }

    /// <summary>Sets how many processes a project consists of; 1 by default.</summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">The number, 0 or more.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The number is negative.</exception>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return replicas >= 0
            ? builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace)
            : throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' cannot have {replicas} replicas. The number is 0 or more.");
    }

    /// <summary>Does not have a project take the client's address and scheme from the proxy before it.</summary>
    /// <param name="builder">The project.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation<DisableForwardedHeadersAnnotation>(ResourceAnnotationMutationBehavior.Replace);
    }

    private static void Use(ProjectResourceOptions options, string? launchProfileName)
    {
        options.LaunchProfileName = launchProfileName;
        options.ExcludeLaunchProfile = launchProfileName is null;
    }

    private static IResourceBuilder<ProjectResource> AddProject(IDistributedApplicationBuilder builder, string name, IProjectMetadata metadata, Action<ProjectResourceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        var options = new ProjectResourceOptions();
        configure(options);

        // As IProjectMetadata, so that it is found whatever the class is.
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);

        var profile = LaunchProfiles.Select(name, metadata, options, builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
        if (profile is var (profileName, _))
        {
            project.WithAnnotation(new LaunchProfileAnnotation(profileName));
        }
        else if (options.ExcludeLaunchProfile)
        {
            project.WithAnnotation<ExcludeLaunchProfileAnnotation>();
        }

        return project
            .WithLaunchProfile(profile?.Profile, builder)
            .WithDotnetDefaults(builder)
            .WithOtlpExporter()
            .WithListeningAddresses();
    }

    private static IResourceBuilder<ProjectResource> WithLaunchProfile(this IResourceBuilder<ProjectResource> project, LaunchProfile? profile, IDistributedApplicationBuilder builder)
    {
        foreach (var url in profile?.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            var address = BindingAddress.Parse(project.Resource.Name, url);

            // A second address of the same scheme needs a name of its own.
            var taken = project.Resource.Annotations.OfType<EndpointAnnotation>().Count(endpoint => endpoint.UriScheme == address.Scheme);
            project.WithAnnotation(new EndpointAnnotation(
                ProtocolType.Tcp,
                address.Scheme,
                name: taken == 0 ? address.Scheme : $"{address.Scheme}{taken}",
                port: builder.ExecutionContext.IsRunMode ? address.Port : null)
            {
                IsFromLaunchProfile = true,
            });
        }

        if (builder.ExecutionContext.IsPublishMode)
        {
            return project;
        }

        return project
            .WithEnvironment(context =>
            {
                // Without a profile, a project runs in the AppHost's own environment.
                context.EnvironmentVariables["ASPNETCORE_ENVIRONMENT"] = builder.Environment.EnvironmentName;
                context.EnvironmentVariables["DOTNET_ENVIRONMENT"] = builder.Environment.EnvironmentName;
                foreach (var (variable, value) in profile?.EnvironmentVariables ?? [])
                {
                    context.EnvironmentVariables[variable] = value;
                }
            })
            .WithArgs(context =>
            {
                foreach (var arg in CommandLineText.Split(profile?.CommandLineArgs ?? ""))
                {
                    context.Args.Add(arg);
                }
            });
    }

    private static IResourceBuilder<ProjectResource> WithDotnetDefaults(this IResourceBuilder<ProjectResource> project, IDistributedApplicationBuilder builder) => project.WithEnvironment(context =>
    {
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EXCEPTION_LOG_ATTRIBUTES"] = "true";
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES"] = "true";
        context.EnvironmentVariables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";

        if (builder.ExecutionContext.IsRunMode)
        {
            context.EnvironmentVariables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
            context.EnvironmentVariables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        }

        // Where it is published, there is a proxy in front: links and cookies are made for what the client sees.
        if (context.ExecutionContext.IsPublishMode
            && !context.Resource.HasAnnotationOfType<DisableForwardedHeadersAnnotation>()
            && project.Resource.GetEndpoints().Any(endpoint => endpoint.IsHttp))
        {
            context.EnvironmentVariables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";
        }
    });

    private static IResourceBuilder<ProjectResource> WithListeningAddresses(this IResourceBuilder<ProjectResource> project) => project.WithEnvironment(context =>
    {
        var endpoints = project.Resource.GetEndpoints().Where(endpoint => endpoint.Scheme is "http" or "https").ToList();

        if (context.ExecutionContext.IsPublishMode)
        {
            AddPorts("HTTP_PORTS", "http");
            AddPorts("HTTPS_PORTS", "https");
            return;
        }

        if (endpoints.Count > 0)
        {
            context.EnvironmentVariables["ASPNETCORE_URLS"] = Join(endpoints, (urls, endpoint) =>
                urls.Append($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:{endpoint.Property(EndpointProperty.TargetPort)}"));
        }

        if (endpoints.FirstOrDefault(endpoint => endpoint.IsHttps) is { } https)
        {
            context.EnvironmentVariables["ASPNETCORE_HTTPS_PORT"] = https.Property(EndpointProperty.Port);
        }

        void AddPorts(string variable, string scheme)
        {
            var matching = endpoints.Where(endpoint => endpoint.Scheme == scheme).ToList();
            if (matching.Count > 0)
            {
                context.EnvironmentVariables[variable] = Join(matching, (ports, endpoint) => ports.Append($"{endpoint.Property(EndpointProperty.TargetPort)}"));
            }
        }

        static ReferenceExpression Join(List<EndpointReference> endpoints, Action<ReferenceExpressionBuilder, EndpointReference> append)
        {
            var expression = new ReferenceExpressionBuilder();
            foreach (var endpoint in endpoints)
            {
                if (!expression.IsEmpty)
                {
                    expression.AppendLiteral(";");
                }

                append(expression, endpoint);
            }

            return expression.Build();
        }
    });
}
