using System.Xml.Linq;
using CliWrap;

namespace Aspirate.Cluster.Building.Projects;

/// <summary>Makes images of .NET projects with the SDK's own container support; no container engine is needed.</summary>
internal sealed class ProjectImages(TextWriter error)
{
    private static readonly string[] BuildFiles = ["Images.proj", "Images.targets"];

    /// <summary>Publishes the projects and makes an archive of each image.</summary>
    /// <param name="request">The build.</param>
    /// <param name="images">The images among its images that are made of projects.</param>
    /// <param name="folder">Where the archives go.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The archives, by the images' names.</returns>
    /// <exception cref="UserErrorException">A project is missing or does not build; the SDK's errors were shown.</exception>
    public async Task<IReadOnlyDictionary<string, string>> MakeAsync(BuildRequest request, IReadOnlyList<ImageSource> images, string folder, CancellationToken cancellationToken)
    {
        foreach (var image in images.Where(image => !File.Exists(request.PathOf(image.Project!))))
        {
            throw new UserErrorException($"The project of the image '{image.Name}' is not there: {request.PathOf(image.Project!)}. Is the tree of this AppHost, and up to date (aspirate generate)?");
        }

        var archives = images.Select((image, i) => (image.Name, File: Path.Combine(folder, $"{i}.tar"))).ToDictionary(image => image.Name, image => image.File, StringComparer.Ordinal);
        foreach (var name in BuildFiles)
        {
            await WriteBuildFileAsync(name, folder, cancellationToken);
        }

        // Apart from what an IDE and "dotnet run" use; and nothing that was published before, which may be gone from the sources.
        var artifacts = Path.Combine(BuiltImages.FolderIn(request.AppHostDirectory), "artifacts") + Path.DirectorySeparatorChar;
        if (Directory.Exists(Path.Combine(artifacts, "publish")))
        {
            Directory.Delete(Path.Combine(artifacts, "publish"), recursive: true);
        }

        var log = new StringWriter();
        var isBuilt = true;
        var projects = images.Where(image => !IsSourceFile(image)).ToList();
        if (projects.Count > 0)
        {
            var list = Path.Combine(folder, "images.props");
            await File.WriteAllTextAsync(list, ListOf(request, projects, archives).ToString(), cancellationToken);
            isBuilt = await RunAsync(
            [
                "msbuild", Path.Combine(folder, BuildFiles[0]), "-restore", "-maxCpuCount", "-nodeReuse:false", "-nologo", "-verbosity:quiet", "-consoleLoggerParameters:NoSummary",
                $"-p:AspirateImageList={list}",
                "-p:Configuration=Release",
                $"-p:ArtifactsPath={artifacts}",
                $"-p:RuntimeIdentifier={request.RuntimeIdentifier}",
                .. request.BuildArguments,
            ]);
        }

        foreach (var image in images.Where(IsSourceFile).TakeWhile(_ => isBuilt))
        {
            // The SDK makes up its project, to be compiled ahead of time unless it is told otherwise, as no other project is.
            isBuilt = await RunAsync(
            [
                "publish", request.PathOf(image.Project!), "-t:PublishContainer", "-nologo", "-verbosity:quiet",
                "-p:Configuration=Release",
                "-p:PublishAot=false",
                "-p:SelfContained=false",
                $"-p:RuntimeIdentifier={request.RuntimeIdentifier}",
                $"-p:CustomBeforeDirectoryBuildTargets={Path.Combine(folder, BuildFiles[1])}",
                $"-p:ContainerRepository={RepositoryOf(image)}",
                $"-p:ContainerArchiveOutputPath={archives[image.Name]}",
                .. request.BuildArguments,
            ]);
        }

        if (!isBuilt || archives.Values.Any(archive => !File.Exists(archive)))
        {
            await error.WriteAsync(log.ToString());
            throw new UserErrorException("The projects could not be made into images. Fix the errors above and run the command again; nothing was changed.");
        }

        return archives;

        async Task<bool> RunAsync(IEnumerable<string> arguments) => (await Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(request.AppHostDirectory) // its global.json chooses the SDK
            .WithStandardOutputPipe(PipeTarget.ToDelegate(log.WriteLine))
            .WithStandardErrorPipe(PipeTarget.ToDelegate(log.WriteLine))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellationToken)).ExitCode == 0;
    }

    private static bool IsSourceFile(ImageSource image) => image.Project!.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);

    private static string RepositoryOf(ImageSource image) => image.Name[(image.Name.LastIndexOf('/') + 1)..];

    private static async Task WriteBuildFileAsync(string name, string folder, CancellationToken cancellationToken)
    {
        await using var content = typeof(ProjectImages).Assembly.GetManifestResourceStream(name)!;
        await using var file = File.Create(Path.Combine(folder, name));
        await content.CopyToAsync(file, cancellationToken);
    }

    private static XElement ListOf(BuildRequest request, IReadOnlyList<ImageSource> images, Dictionary<string, string> archives) => new(
        "Project",
        new XElement(
            "ItemGroup",
            images.Select(image => request.PathOf(image.Project!)).Distinct(StringComparer.Ordinal).Select(project => new XElement("ImageProject", new XAttribute("Include", Escape(project)))),
            images.Select(image => new XElement(
                "ContainerImage",
                new XAttribute("Include", Escape(request.PathOf(image.Project!))),
                new XAttribute("AdditionalProperties", $"ContainerRepository={Escape(RepositoryOf(image))};ContainerArchiveOutputPath={Escape(archives[image.Name])}")))));

    // MSBuild's special characters, by its own escape sequences.
    private static string Escape(string text) => string.Concat(text.Select(character => "%*?@$();'".Contains(character, StringComparison.Ordinal) ? $"%{(int)character:X2}" : $"{character}"));
}
