using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Tests.Testing;

/// <summary>Projects of a model that is only published.</summary>
internal static class Services
{
    public static IResourceBuilder<ProjectResource> AddService(this IDistributedApplicationBuilder builder, string name, int port)
    {
        // A project needs no more than a file of its name.
        var folder = Directory.CreateDirectory(Path.Combine(builder.AppHostDirectory, name));
        File.WriteAllText(Path.Combine(folder.FullName, $"{name}.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />");
        return builder.AddProject(name, Path.Combine(folder.FullName, $"{name}.csproj")).WithHttpEndpoint(port: port);
    }
}
