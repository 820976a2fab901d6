using System.CommandLine;
using Aspirate.AppHosts;
using Aspirate.Building;
using Aspirate.Secrets;
using Aspirate.Cluster;
using Aspirate.Cluster.Applying.Rendering;
using Aspirate.Cluster.Charts;
using Aspirate.Cluster.Secrets;

namespace Aspirate.Deploying;

/// <summary>Where an application comes from: a tree or an overlay of it, the images that were built, the values of its AppHost.</summary>
/// <param name="folder">The tree or overlay.</param>
/// <param name="namespace">Where it goes.</param>
/// <param name="project">Its AppHost, if there is one here.</param>
internal sealed class ApplicationSource(string folder, string @namespace, AppHostProject? project)
{
    /// <summary>Whether to say which images are taken; whoever has just built them has been told.</summary>
    public bool TellsImages { get; init; } = true;

    /// <exception cref="ClusterException">The folder cannot be rendered, or a parameter has no value.</exception>
    public async Task<DeployableApplication> ReadAsync(ClusterConnection connection, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var images = await ImagesAsync(console, cancellationToken);
        var objects = await Kustomize.RenderAsync(folder, @namespace, images, cancellationToken);
        ConfigurationAnnotation.Set(objects);
        var templates = await SecretTemplateReader.ReadAsync(folder, cancellationToken);
        var values = new AppHostParameterValues(project, new AppHostRunner(console.Error));
        var secrets = new SecretDeployment(connection.Client, @namespace, values, TimeProvider.System);
        var charts = await ChartReader.ReadAsync(folder, cancellationToken);
        return new(folder, @namespace, objects, secrets, await secrets.PlanAsync(templates, cancellationToken), charts, project?.Directory ?? Directory.GetCurrentDirectory());
    }

    private async Task<IReadOnlyDictionary<string, string>> ImagesAsync(InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (project is null)
        {
            return new Dictionary<string, string>();
        }

        var images = await BuiltImages.ReadAsync(project.Directory, cancellationToken);
        if (TellsImages && images.Count > 0)
        {
            await console.Error.WriteLineAsync($"images: {string.Join(", ", images.Values.Select(ImageText.WithoutDigest).Order(StringComparer.Ordinal))}");
        }

        return images;
    }
}
