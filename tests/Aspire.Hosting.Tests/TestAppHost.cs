using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Tests;

/// <summary>Builders of applications that exist in a test only.</summary>
internal static class TestAppHost
{
    public static IDistributedApplicationBuilder Running(params string[] args) => Create(args);

    public static IDistributedApplicationBuilder Publishing(params string[] args) => Create(["--operation", "publish", .. args]);

    public static IResourceBuilder<ProjectResource> AddService(this IDistributedApplicationBuilder builder, string name, LaunchSettings? settings = null) =>
        builder.AddResource(new ProjectResource(name)).WithAnnotation<IProjectMetadata>(new TestProject(name, settings));

    /// <summary>What the resource's environment says before anything is resolved.</summary>
    public static async Task<Dictionary<string, string>> ExpressionsAsync<T>(this IResourceBuilder<T> resource)
        where T : IResource
    {
        var configuration = await ResourceConfiguration.EvaluateAsync(resource.Resource, resource.ApplicationBuilder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return configuration.Environment.ToDictionary(variable => variable.Name, variable => variable.ValueExpression);
    }

    /// <summary>What a replica finds in its environment.</summary>
    public static async Task<Dictionary<string, string?>> ResolveAsync<T>(this IResourceBuilder<T> resource, ValueProviderContext? context = null)
        where T : IResource
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var configuration = await ResourceConfiguration.EvaluateAsync(resource.Resource, resource.ApplicationBuilder.ExecutionContext, cancellationToken: cancellationToken);
        var environment = new Dictionary<string, string?>();
        foreach (var variable in configuration.Environment)
        {
            environment[variable.Name] = await variable.ResolveAsync(context ?? new ValueProviderContext { Caller = resource.Resource }, cancellationToken);
        }

        return environment;
    }

    public static void Allocate<T>(this IResourceBuilder<T> resource, string endpoint, int port, string host = "localhost")
        where T : IResourceWithEndpoints
    {
        var annotation = resource.GetEndpoint(endpoint).EndpointAnnotation;
        annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, host, port);
    }

    public static void Set(this IDistributedApplicationBuilder builder, string key, string value) =>
        builder.Configuration.AddInMemoryCollection([new(key, value)]);

    private static IDistributedApplicationBuilder Create(string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, ProjectDirectory = AppContext.BaseDirectory });

    private sealed class TestProject(string name, LaunchSettings? settings) : IProjectMetadata
    {
        public string ProjectPath => Path.Combine(AppContext.BaseDirectory, "none", name, $"{name}.csproj");

        public LaunchSettings? LaunchSettings => settings ?? new LaunchSettings();
    }
}
