using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Cluster.Applying.Rendering;

/// <summary>
/// Renders a folder with the user's own kustomize, so that everything that kustomize understands works in the tree and in every
/// overlay of it.
/// </summary>
public static class Kustomize
{
    private const string KustomizationFile = "kustomization.yaml";

    // Whoever has kubectl, or Minikube's, has kustomize with it.
    private static readonly (string Program, string[] Arguments)[] Programs =
    [
        ("kubectl", ["kustomize"]),
        ("kustomize", ["build"]),
        ("minikube", ["kubectl", "--", "kustomize"]),
    ];

    /// <summary>The objects of <paramref name="folder"/>.</summary>
    /// <param name="folder">A folder with a kustomization.</param>
    /// <param name="namespace">The namespace to put everything into; <see langword="null"/> leaves it to the folder.</param>
    /// <param name="images">Full references by the images' names in the tree.</param>
    /// <param name="cancellationToken">Cancels the rendering.</param>
    /// <exception cref="ClusterException">The folder is no kustomization, there is no kustomize, or it reports a mistake.</exception>
    public static Task<IReadOnlyList<ClusterObject>> RenderAsync(string folder, string? @namespace, IReadOnlyDictionary<string, string> images, CancellationToken cancellationToken = default) =>
        RenderAsync(Programs, folder, @namespace, images, cancellationToken);

    internal static async Task<IReadOnlyList<ClusterObject>> RenderAsync(
        (string Program, string[] Arguments)[] programs, string folder, string? @namespace, IReadOnlyDictionary<string, string> images, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(images);
        if (!Directory.Exists(folder))
        {
            throw new ClusterException($"There is no folder {folder}. Write it with: aspirate generate --output-path {folder}, or name another with --input-path.");
        }

        if (!new[] { KustomizationFile, "kustomization.yml", "Kustomization" }.Any(name => File.Exists(Path.Combine(folder, name))))
        {
            throw new ClusterException($"{folder} has no {KustomizationFile}. Write a tree with: aspirate generate --output-path {folder}, or name one with --input-path.");
        }

        var target = RealPath(Path.GetFullPath(folder));
        var workspace = CreateWorkspace(target);
        try
        {
            await WriteKustomizationAsync(workspace, target, @namespace, images, cancellationToken);
            var text = await RunAsync(programs, workspace, folder, cancellationToken);
            return [.. YamlDocuments.Read(text).Select(document => new ClusterObject(document))];
        }
        finally
        {
            Directory.Delete(workspace, recursive: true);
        }
    }

    // A kustomization of its own, outside the tree, so that nothing in the tree is touched. JSON is YAML, too.
    private static Task WriteKustomizationAsync(string workspace, string target, string? @namespace, IReadOnlyDictionary<string, string> images, CancellationToken cancellationToken)
    {
        var kustomization = new JsonObject
        {
            ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
            ["kind"] = "Kustomization",
            ["resources"] = new JsonArray(Path.GetRelativePath(workspace, target).Replace(Path.DirectorySeparatorChar, '/')),
        };
        if (@namespace is not null)
        {
            kustomization["namespace"] = @namespace;
        }

        if (images.Count > 0)
        {
            kustomization["images"] = new JsonArray([.. images.OrderBy(image => image.Key, StringComparer.Ordinal).Select(image => Replacement(image.Key, ImageReference.Parse(image.Value)))]);
        }

        return File.WriteAllTextAsync(Path.Combine(workspace, KustomizationFile), kustomization.ToJsonString(JsonSerializerOptions.Web), cancellationToken);
    }

    private static JsonObject Replacement(string name, ImageReference image)
    {
        var replacement = new JsonObject { ["name"] = name, ["newName"] = image.Name };
        if (image.Tag is not null)
        {
            replacement["newTag"] = image.Tag;
        }

        if (image.Digest is not null)
        {
            replacement["digest"] = image.Digest;
        }

        return replacement;
    }

    private static async Task<string> RunAsync((string Program, string[] Arguments)[] programs, string workspace, string folder, CancellationToken cancellationToken)
    {
        foreach (var (program, arguments) in programs)
        {
            BufferedCommandResult result;
            try
            {
                result = await Cli.Wrap(program)
                    .WithArguments([.. arguments, workspace])
                    .WithValidation(CommandResultValidation.None)
                    .ExecuteBufferedAsync(Encoding.UTF8, cancellationToken);
            }
            catch (Win32Exception)
            {
                continue; // it is not installed
            }

            return result.ExitCode == 0
                ? result.StandardOutput
                : throw new ClusterException($"{folder} cannot be rendered; {program} says: {result.StandardError.Trim()}");
        }

        throw new ClusterException(
            "Neither kubectl nor kustomize is on the PATH; one of them renders the tree. Install kubectl (https://kubernetes.io/docs/tasks/tools/), or use the one that comes with: minikube kubectl");
    }

    // kustomize reaches a folder by a relative path only, and there is none from one drive to another.
    private static string CreateWorkspace(string target)
    {
        var workspace = RealPath(Directory.CreateTempSubdirectory("aspirate-").FullName);
        if (!Path.IsPathRooted(Path.GetRelativePath(workspace, target)))
        {
            return workspace;
        }

        Directory.Delete(workspace);
        return Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(target)!, $".aspirate-{Guid.NewGuid():N}")).FullName;
    }

    // A relative path that climbs out of a symbolic link (macOS' temporary folder is one) ends elsewhere.
    private static string RealPath(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return Directory.ResolveLinkTarget(here, returnFinalTarget: true)?.FullName ?? here;
    }
}
