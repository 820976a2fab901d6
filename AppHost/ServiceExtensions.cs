/// <summary>What is the same for every service.</summary>
internal static class ServiceExtensions
{
    // What .NET reads of a reference: connection strings and service discovery, not every property of them once more.
    private const ReferenceEnvironmentInjectionFlags DotNet = ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery;

    /// <summary>Gives a service its database, and waits for that under F5.</summary>
    public static IResourceBuilder<ProjectResource> WithDatabase(this IResourceBuilder<ProjectResource> service, IResourceBuilder<IResourceWithConnectionString> database) =>
        service.WithReferenceEnvironment(DotNet).WithReference(database).WaitFor(database);

    /// <summary>Adds a service's probes. Each has a path of its own, as the model allows one check for a path.</summary>
    public static IResourceBuilder<ProjectResource> WithProbes(this IResourceBuilder<ProjectResource> service) => service
        .WithHttpProbe(ProbeType.Startup, "/startup", initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 60)
        .WithHttpProbe(ProbeType.Readiness, "/health", initialDelaySeconds: 0)
        .WithHttpProbe(ProbeType.Liveness, "/alive", periodSeconds: 10);

    /// <summary>Shows in the dashboard where the service's API is described and tried, instead of its bare address.</summary>
    public static IResourceBuilder<ProjectResource> WithApiReference(this IResourceBuilder<ProjectResource> service, string path) =>
        service.WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("API reference", path));
}
