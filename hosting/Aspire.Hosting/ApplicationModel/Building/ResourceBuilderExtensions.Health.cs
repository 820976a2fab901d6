using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Lets a health check, registered with the AppHost's services, decide whether a resource is healthy.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name under which the health check is registered.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);

        if (builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(check => check.Key == key))
        {
            throw new DistributedApplicationException($"The resource '{builder.Resource.Name}' already has the health check '{key}'.");
        }

        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Decides by an HTTP request whether a resource is healthy.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path that is asked for; <c>/</c> by default.</param>
    /// <param name="statusCode">The status that means healthy; 200 by default.</param>
    /// <param name="endpointName">The endpoint that is asked; the one named <c>https</c> or <c>http</c> by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithHttpHealthCheck(endpointName is null ? null : () => builder.GetEndpoint(endpointName), path, statusCode);
    }

    /// <summary>Decides by an HTTP request whether a resource is healthy.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointSelector">Gives the endpoint that is asked; the one named <c>https</c> or <c>http</c> by default.</param>
    /// <param name="path">The path that is asked for; <c>/</c> by default.</param>
    /// <param name="statusCode">The status that means healthy; 200 by default.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, Func<EndpointReference>? endpointSelector, string? path = null, int? statusCode = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        var endpoint = endpointSelector?.Invoke() ?? DefaultHttpEndpoint(builder.Resource, nameof(WithHttpHealthCheck));
        var status = statusCode ?? 200;
        var requestPath = path ?? "/";
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{requestPath}_{status}_check";

        builder.ApplicationBuilder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            key,
            services => new HttpEndpointHealthCheck(services.GetRequiredService<IHttpClientFactory>(), endpoint, requestPath, status),
            failureStatus: null,
            tags: null));

        return builder
            .WithAnnotation(new HttpHealthCheckAnnotation(key, endpoint, requestPath, status))
            .WithHealthCheck(key);
    }

    /// <summary>Adds a probe by HTTP.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="type">What the probe decides.</param>
    /// <param name="path">The path that is asked for; <c>/</c> by default.</param>
    /// <param name="initialDelaySeconds">The time between the start of the process and the first attempt, in seconds; 5 by default.</param>
    /// <param name="periodSeconds">The time between attempts, in seconds; 5 by default.</param>
    /// <param name="timeoutSeconds">How long an answer may take, in seconds; 1 by default.</param>
    /// <param name="failureThreshold">How many failures in a row count as failed; 3 by default.</param>
    /// <param name="successThreshold">How many successes in a row count as well again; 1 by default.</param>
    /// <param name="endpointName">The endpoint that is asked; the one named <c>https</c> or <c>http</c> by default.</param>
    /// <returns>The same builder.</returns>
    [Experimental("ASPIREPROBES001")]
    public static IResourceBuilder<T> WithHttpProbe<T>(
        this IResourceBuilder<T> builder,
        ProbeType type,
        string? path = null,
        int? initialDelaySeconds = null,
        int? periodSeconds = null,
        int? timeoutSeconds = null,
        int? failureThreshold = null,
        int? successThreshold = null,
        string? endpointName = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithHttpProbe(
            type,
            endpointName is null ? null : () => builder.GetEndpoint(endpointName),
            path,
            initialDelaySeconds,
            periodSeconds,
            timeoutSeconds,
            failureThreshold,
            successThreshold);
    }

    /// <summary>Adds a probe by HTTP. An earlier one that decides the same is replaced.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="type">What the probe decides.</param>
    /// <param name="endpointSelector">Gives the endpoint that is asked; the one named <c>https</c> or <c>http</c> by default.</param>
    /// <param name="path">The path that is asked for; <c>/</c> by default.</param>
    /// <param name="initialDelaySeconds">The time between the start of the process and the first attempt, in seconds; 5 by default.</param>
    /// <param name="periodSeconds">The time between attempts, in seconds; 5 by default.</param>
    /// <param name="timeoutSeconds">How long an answer may take, in seconds; 1 by default.</param>
    /// <param name="failureThreshold">How many failures in a row count as failed; 3 by default.</param>
    /// <param name="successThreshold">How many successes in a row count as well again; 1 by default.</param>
    /// <returns>The same builder.</returns>
    [Experimental("ASPIREPROBES001")]
    public static IResourceBuilder<T> WithHttpProbe<T>(
        this IResourceBuilder<T> builder,
        ProbeType type,
        Func<EndpointReference>? endpointSelector,
        string? path = null,
        int? initialDelaySeconds = null,
        int? periodSeconds = null,
        int? timeoutSeconds = null,
        int? failureThreshold = null,
        int? successThreshold = null)
        where T : IResourceWithEndpoints, IResourceWithProbes
    {
        ArgumentNullException.ThrowIfNull(builder);

        var probe = new EndpointProbeAnnotation
        {
            Type = type,
            EndpointReference = endpointSelector?.Invoke() ?? DefaultHttpEndpoint(builder.Resource, nameof(WithHttpProbe)),
            Path = path ?? "/",
            InitialDelaySeconds = AtLeast(0, initialDelaySeconds ?? 5, nameof(initialDelaySeconds)),
            PeriodSeconds = AtLeast(1, periodSeconds ?? 5, nameof(periodSeconds)),
            TimeoutSeconds = AtLeast(1, timeoutSeconds ?? 1, nameof(timeoutSeconds)),
            FailureThreshold = AtLeast(1, failureThreshold ?? 3, nameof(failureThreshold)),
            SuccessThreshold = AtLeast(1, successThreshold ?? 1, nameof(successThreshold)),
        };

        if (type != ProbeType.Readiness && probe.SuccessThreshold != 1)
        {
            throw new DistributedApplicationException($"The {type} probe of resource '{builder.Resource.Name}' has a success threshold of {probe.SuccessThreshold}. It has to be 1: only a Readiness probe can have another one.");
        }

        foreach (var earlier in builder.Resource.Annotations.OfType<ProbeAnnotation>().Where(earlier => earlier.Type == type).ToList())
        {
            builder.Resource.Annotations.Remove(earlier);
        }

        return builder.WithAnnotation(probe);

        int AtLeast(int minimum, int value, string name) => value >= minimum
            ? value
            : throw new DistributedApplicationException($"The {type} probe of resource '{builder.Resource.Name}' has {name} {value}. It has to be at least {minimum}.");
    }

    private static EndpointReference DefaultHttpEndpoint(IResourceWithEndpoints resource, string caller)
    {
        var endpoints = resource.Annotations.OfType<EndpointAnnotation>().ToList();
        var endpoint = endpoints.FirstOrDefault(endpoint => endpoint.Name == "https")
            ?? endpoints.FirstOrDefault(endpoint => endpoint.Name == "http")
            ?? endpoints.FirstOrDefault(endpoint => endpoint.UriScheme is "http" or "https")
            ?? throw new DistributedApplicationException($"{caller}: the resource '{resource.Name}' has no HTTP endpoint to ask. Add one before, for example with .WithHttpEndpoint().");

        return new EndpointReference(resource, endpoint);
    }
}
