using Aspirate.Cluster.Applying.Rendering;
using Aspirate.Cluster.Building;
using Aspirate.Cluster.Charts;
using Aspirate.Cluster.Secrets;

namespace Aspirate.Cluster.Deploying;

/// <summary>Where an application comes from: a tree or an overlay of it, the images that were built, the values of its parameters.</summary>
/// <param name="folder">The tree or overlay.</param>
/// <param name="namespace">Where it goes.</param>
/// <param name="values">The values of its parameters.</param>
/// <param name="sourceDirectory">The folder of its AppHost or manifest, whose images were built; <see langword="null"/> when there is none here.</param>
internal sealed class ApplicationSource(string folder, string @namespace, IParameterValues values, string? sourceDirectory)
{
    /// <summary>Whether to say which images are taken; whoever has just built them has been told.</summary>
    public bool TellsImages { get; init; } = true;

    /// <exception cref="ClusterException">The folder cannot be rendered, or a parameter has no value.</exception>
    public async Task<DeployableApplication> ReadAsync(ClusterConnection connection, DeploymentOutput console, CancellationToken cancellationToken)
    {
        var images = await ImagesAsync(console, cancellationToken);
        var objects = await Kustomize.RenderAsync(folder, @namespace, images, cancellationToken);
        ConfigurationAnnotation.Set(objects);
        var templates = await SecretTemplateReader.ReadAsync(folder, cancellationToken);
        var secrets = new SecretDeployment(connection.Client, @namespace, values, TimeProvider.System);
        var charts = await ChartReader.ReadAsync(folder, cancellationToken);
        return new(folder, @namespace, objects, secrets, await secrets.PlanAsync(templates, cancellationToken), charts, sourceDirectory ?? Directory.GetCurrentDirectory());
    }

    private async Task<IReadOnlyDictionary<string, string>> ImagesAsync(DeploymentOutput console, CancellationToken cancellationToken)
    {
        if (sourceDirectory is null)
        {
            return new Dictionary<string, string>();
        }

        var images = await BuiltImages.ReadAsync(sourceDirectory, cancellationToken);
        if (TellsImages && images.Count > 0)
        {
            await console.Error.WriteLineAsync($"images: {string.Join(", ", images.Values.Select(ImageText.WithoutDigest).Order(StringComparer.Ordinal))}");
        }

        return images;
    }
}
