using k8s;
using YamlDotNet.Core;

namespace Aspirate.Cluster.Building;

/// <summary>What a generated tree says about the images that the application builds itself.</summary>
internal static class ImageSources
{
    private const string FileName = "images.yaml";

    /// <summary>The images of a tree, or of the tree that an overlay is in.</summary>
    /// <exception cref="UserErrorException">The folder is neither, or the application builds no images.</exception>
    public static async Task<IReadOnlyList<ImageSource>> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var file = FolderOf(folder) is { } tree
            ? Path.Combine(tree, FileName)
            : throw new UserErrorException($"{folder} is no generated tree with images to build: there is no {FileName} in it or in a folder above. Write it with: aspirate generate --output-path {folder}");
        ImageList list;
        try
        {
            list = KubernetesYaml.Deserialize<ImageList>(await File.ReadAllTextAsync(file, cancellationToken));
        }
        catch (YamlException failure)
        {
            throw new UserErrorException($"{file} is not valid: line {failure.Start.Line}. It is generated; write it anew with: aspirate generate");
        }

        var incomplete = list.Images.FirstOrDefault(image => image.Name.Length == 0 || (image.Project is null && image.Context is null));
        return incomplete is null
            ? [.. list.Images]
            : throw new UserErrorException($"{file} does not say what the image '{incomplete.Name}' is made from. It is generated; write it anew with: aspirate generate");
    }

    /// <summary>The tree that a folder is, or is an overlay of; <see langword="null"/> when it is neither.</summary>
    public static string? FolderOf(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, FileName)))
            {
                return Path.GetRelativePath(Directory.GetCurrentDirectory(), directory.FullName);
            }

            // Not beyond the tree.
            if (!File.Exists(Path.Combine(directory.FullName, "kustomization.yaml")) && directory.Name != "overlays")
            {
                return null;
            }
        }

        return null;
    }
}
