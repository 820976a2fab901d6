using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Lets a resource find the endpoints of another one: <c>services__{name}__{endpoint}__{i}</c> and <c>{NAME}_{ENDPOINT}</c>.</summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);

        return ReferenceEndpoints(builder, source.Resource, name: null, endpointName: null);
    }

    /// <summary>Lets a resource find the endpoints of another one by another name.</summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    /// <param name="name">The name that takes the place of the other resource's own.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return ReferenceEndpoints(builder, source.Resource, name, endpointName: null);
    }

    /// <summary>Lets a resource find one endpoint of another one.</summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointReference">The endpoint.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(endpointReference);

        return ReferenceEndpoints(builder, endpointReference.Resource, name: null, endpointReference.EndpointName);
    }

    /// <summary>Lets a resource find an address by a name: <c>services__{name}__default__0</c>.</summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The name.</param>
    /// <param name="uri">The address: absolute, path <c>/</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(uri);

        if (!uri.IsAbsoluteUri || uri.AbsolutePath != "/")
        {
            throw new ArgumentException($"The address '{uri}' of '{name}' has to be absolute and to have the path '/'.", nameof(uri));
        }

        return builder.WithEnvironment(context =>
        {
            var flags = InjectionFlags(context.Resource);
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                context.EnvironmentVariables[$"services__{name}__default__0"] = uri.ToString();
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                context.EnvironmentVariables[EnvironmentVariableName.Encode(name)] = uri.ToString();
            }
        });
    }

    /// <summary>Lets a resource find an external service.</summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="externalService">The external service.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(externalService);

        var resource = externalService.Resource;
        return builder.WithReferenceRelationship(resource).WithEnvironment(context =>
        {
            // The scheme of a parameter's address is not known when publishing.
            var scheme = resource.Uri?.Scheme;
            object value = resource.UrlParameter is { } parameter ? parameter : resource.Uri!.ToString();
            var encodedName = EnvironmentVariableName.Encode(resource.Name).ToUpperInvariant();
            var flags = InjectionFlags(context.Resource);

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                context.EnvironmentVariables[$"services__{resource.Name}__{scheme ?? "default"}__0"] = value;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                context.EnvironmentVariables[scheme is null ? encodedName : $"{encodedName}_{scheme.ToUpperInvariant()}"] = value;
            }
        });
    }

    /// <summary>Gives a resource the connection string of another one, <c>ConnectionStrings__{name}</c>, and its parts, such as <c>{NAME}_HOST</c>.</summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="source">The other resource.</param>
    /// <param name="connectionName">The name that takes the place of the other resource's own.</param>
    /// <param name="optional">Whether the application may start without the connection string.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);

        var resource = source.Resource;
        var name = connectionName ?? resource.Name;

        return builder.WithReferenceRelationship(resource).WithEnvironment(context =>
        {
            var flags = InjectionFlags(context.Resource);
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
            {
                context.EnvironmentVariables[resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}"] = new ConnectionStringReference(resource, optional);
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
            {
                var prefix = name.Length == 0 ? "" : $"{EnvironmentVariableName.Encode(name).ToUpperInvariant()}_";
                var added = resource.Annotations.OfType<ConnectionPropertyAnnotation>().Select(property => KeyValuePair.Create(property.Name, property.Value));
                foreach (var (property, value) in resource.GetConnectionProperties().Concat(added))
                {
                    context.EnvironmentVariables[prefix + property.ToUpperInvariant()] = value;
                }
            }
        });
    }

    /// <summary>Gets a part of a connection string.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="key">The part, such as <c>Host</c> (case is ignored).</param>
    /// <returns>The part; <see cref="ReferenceExpression.Empty"/> when there is none of that name.</returns>
    public static ReferenceExpression GetConnectionProperty(this IResourceWithConnectionString resource, string key)
    {
        ArgumentNullException.ThrowIfNull(resource);

        return resource.GetConnectionProperties().FirstOrDefault(property => string.Equals(property.Key, key, StringComparison.OrdinalIgnoreCase)).Value ?? ReferenceExpression.Empty;
    }

    /// <summary>Adds a part to a resource's connection properties.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="name">The part's name.</param>
    /// <param name="value">The part's value.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));
    }

    /// <summary>Takes a resource's connection string from another one.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="resource">The other resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithConnectionStringRedirection<T>(this IResourceBuilder<T> builder, IResourceWithConnectionString resource)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new ConnectionStringRedirectAnnotation(resource), ResourceAnnotationMutationBehavior.Replace);
    }

    private static ReferenceEnvironmentInjectionFlags InjectionFlags(IResource destination) =>
        destination.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var injection) ? injection.Flags : ReferenceEnvironmentInjectionFlags.All;

    private static IResourceBuilder<TDestination> ReferenceEndpoints<TDestination>(IResourceBuilder<TDestination> builder, IResourceWithEndpoints source, string? name, string? endpointName)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);

        var reference = new EndpointReferenceAnnotation(source) { UseAllEndpoints = endpointName is null };
        if (endpointName is not null)
        {
            reference.EndpointNames.Add(endpointName);
        }

        return builder
            .WithAnnotation(reference)
            .WithReferenceRelationship(source)
            .WithEnvironment(context => AddEndpoints(context, reference, name));
    }

    private static void AddEndpoints(EnvironmentCallbackContext context, EndpointReferenceAnnotation reference, string? name)
    {
        var flags = InjectionFlags(context.Resource);
        var serviceName = name ?? reference.Resource.Name;

        foreach (var missing in reference.EndpointNames.Where(endpoint => !reference.Resource.GetEndpoint(endpoint).Exists))
        {
            // Asking for it says which endpoints there are.
            _ = reference.Resource.GetEndpoint(missing).EndpointAnnotation;
        }

        foreach (var endpoint in reference.Resource.GetEndpoints())
        {
            if (!reference.EndpointNames.Contains(endpoint.EndpointName) && !(reference.UseAllEndpoints && !endpoint.ExcludeReferenceEndpoint))
            {
                continue;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                var prefix = EnvironmentVariableName.Encode(name ?? serviceName.ToUpperInvariant());
                context.EnvironmentVariables[$"{prefix}_{EnvironmentVariableName.Encode(endpoint.EndpointName).ToUpperInvariant()}"] = endpoint;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                // An endpoint named "http" may have become https in the meantime.
                var endpointKey = endpoint.IsHttpSchemeNamedEndpoint ? endpoint.Scheme : endpoint.EndpointName;
                context.EnvironmentVariables[FirstFree($"services__{serviceName}__{endpointKey}__")] = endpoint;
            }

            string FirstFree(string prefix)
            {
                for (var index = 0; ; index++)
                {
                    var key = prefix + index.ToString(CultureInfo.InvariantCulture);

                    // The same endpoint again, by a second reference, keeps its place.
                    if (!context.EnvironmentVariables.TryGetValue(key, out var taken)
                        || (taken is EndpointReference other && other.Resource == endpoint.Resource && string.Equals(other.EndpointName, endpoint.EndpointName, StringComparison.OrdinalIgnoreCase)))
                    {
                        return key;
                    }
                }
            }
        }
    }
}
