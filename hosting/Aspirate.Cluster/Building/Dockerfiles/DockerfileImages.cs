using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Cluster.Building.Dockerfiles;

/// <summary>Makes images of folders with a Dockerfile, which only a container engine can.</summary>
internal sealed class DockerfileImages(TextWriter error)
{
    private static readonly string[] Engines = ["docker", "podman"];

    /// <exception cref="UserErrorException">A folder or its Dockerfile is missing, or no engine works.</exception>
    public static async Task<string> CheckAsync(BuildRequest request, IReadOnlyList<ImageSource> images, CancellationToken cancellationToken)
    {
        foreach (var image in images)
        {
            var dockerfile = FileOf(request, image);
            if (!File.Exists(dockerfile))
            {
                throw new UserErrorException($"The image '{image.Name}' has no Dockerfile: {dockerfile} is not there.");
            }
        }

        foreach (var engine in Engines)
        {
            if (await WorksAsync(engine, cancellationToken))
            {
                return engine;
            }
        }

        throw new UserErrorException($"{string.Join(" and ", images.Select(image => $"'{image.Name}'"))} {(images.Count == 1 ? "is" : "are")} built from a Dockerfile, which needs Docker or Podman; neither works here. Install or start one.");
    }

    /// <summary>Builds an image and saves it as an archive.</summary>
    /// <exception cref="UserErrorException">The engine could not; what it said was shown.</exception>
    public async Task MakeAsync(string engine, BuildRequest request, ImageSource image, string archive, CancellationToken cancellationToken)
    {
        var architecture = request.RuntimeIdentifier[(request.RuntimeIdentifier.LastIndexOf('-') + 1)..];
        var identity = $"{archive}.id";
        await RunAsync(engine, image, ["build", "--platform", $"linux/{(architecture == "x64" ? "amd64" : architecture)}", "--iidfile", identity, "--file", FileOf(request, image), request.PathOf(image.Context!)], cancellationToken);
        var id = (await File.ReadAllTextAsync(identity, cancellationToken)).Trim();
        string[] format = engine == "podman" ? ["--format", "oci-archive"] : [];
        await RunAsync(engine, image, ["save", .. format, "--output", archive, id], cancellationToken);
    }

    private static string FileOf(BuildRequest request, ImageSource image) => image.GeneratedDockerfile ?? Path.Combine(request.PathOf(image.Context!), "Dockerfile");

    private async Task RunAsync(string engine, ImageSource image, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(engine).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
        if (result.ExitCode != 0)
        {
            await error.WriteAsync(result.StandardOutput + result.StandardError);
            throw new UserErrorException($"{engine} {arguments[0]} failed for the image '{image.Name}', see above.");
        }
    }

    private static async Task<bool> WorksAsync(string engine, CancellationToken cancellationToken)
    {
        try
        {
            return (await Cli.Wrap(engine).WithArguments("info").WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
