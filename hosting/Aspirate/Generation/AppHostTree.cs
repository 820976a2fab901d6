using Aspirate.AppHosts;
using Aspirate.Cluster;
using Aspirate.Cluster.Building;
using Aspirate.Rollouts;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspirate.Generation;

/// <summary>Has an AppHost publish itself, and takes what it gives.</summary>
/// <param name="project">The AppHost.</param>
/// <param name="output">Where its build is announced.</param>
/// <param name="error">Where its errors go.</param>
internal sealed class AppHostTree(AppHostProject project, TextWriter output, TextWriter error)
{
    /// <summary>The build configuration; <see langword="null"/> for the one that was built last, or the SDK's default.</summary>
    public string? Configuration { get; init; }

    /// <summary>Take the AppHost as it was built last.</summary>
    public bool IsBuilt { get; init; }

    /// <param name="settings">Arguments for an AppHost that publishes the tree by itself.</param>
    /// <param name="manifestsOnly">An option that was given and that such an AppHost knows nothing of, if any.</param>
    /// <param name="fromManifest">Makes the tree from the manifest of any other AppHost.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="UserErrorException">It does not build or publish; what it said was shown.</exception>
    public async Task<FileTree> GenerateAsync(IEnumerable<string> settings, string? manifestsOnly, Func<string, Task<FileTree>> fromManifest, CancellationToken cancellationToken)
    {
        var runner = new AppHostRunner(error);
        if (!IsBuilt)
        {
            await TerminalOutput.ShowWorkAsync($"Building {project.Name}", () => runner.BuildAsync(project, Configuration, cancellationToken), output);
        }

        var program = AppHostProgram.Find(project, Configuration);
        using var folder = new ScratchFolder();
        if (program.PublishesKubernetes)
        {
            if (manifestsOnly is not null)
            {
                throw new UserErrorException($"{manifestsOnly} is for manifests: {project.Name} publishes itself, as its code says. Change it there, or leave the option out.");
            }

            var (tree, remarks) = (Path.Combine(folder.Path, "tree"), Path.Combine(folder.Path, "remarks"));
            await runner.PublishAsync(program, project, tree, settings.Append($"--Kubernetes:RemarksPath={remarks}"), cancellationToken);
            if (File.Exists(remarks))
            {
                await error.WriteAsync(await File.ReadAllTextAsync(remarks, cancellationToken));
            }

            return await GeneratedFolder.ReadAsync(tree, cancellationToken);
        }

        // Beside it, the AppHost writes Dockerfiles that it has made up: builds need them later.
        var manifest = Path.Combine(Directory.CreateDirectory(Path.Combine(BuiltImages.FolderIn(project.Directory), "manifest")).FullName, "aspire-manifest.json");
        await runner.WriteManifestAsync(program, project, manifest, cancellationToken);
        return await fromManifest(manifest);
    }
}
