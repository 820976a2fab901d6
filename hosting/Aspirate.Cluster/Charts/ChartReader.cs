using k8s;
using YamlDotNet.Core;

namespace Aspirate.Cluster.Charts;

/// <summary>Reads from a generated tree which Helm charts the application needs.</summary>
public static class ChartReader
{
    /// <summary>The folder of a tree that the charts' files are in.</summary>
    public const string Folder = "helm";

    /// <summary>The charts of <paramref name="tree"/>, in the order of their files' names.</summary>
    /// <param name="tree">A generated tree, or an overlay of one: then the charts are those of the nearest folder above that has some.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ClusterException">A file cannot be used.</exception>
    public static async Task<IReadOnlyList<ChartInstallation>> ReadAsync(string tree, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tree);
        var charts = new List<ChartInstallation>();
        foreach (var file in TreeFolder.FilesIn(tree, Folder))
        {
            charts.Add(Parse(file, await File.ReadAllTextAsync(file, cancellationToken)));
        }

        return charts;
    }

    private static ChartInstallation Parse(string file, string text)
    {
        ChartInstallation? chart;
        try
        {
            chart = KubernetesYaml.Deserialize<ChartInstallation>(text, strict: true);
        }
        catch (YamlException exception)
        {
            throw new ClusterException($"{file}, line {exception.Start.Line}: {exception.InnerException?.Message ?? exception.Message} Correct it, or write it anew with: aspirate generate", exception);
        }

        return chart is { Kind: "HelmChart", Chart.Length: > 0, Version.Length: > 0, Release.Length: > 0, Namespace.Length: > 0 }
            ? chart
            : throw new ClusterException($"{file} is no HelmChart with a chart, a version, a release and a namespace. Take it out of the folder, or write it anew with: aspirate generate");
    }
}
