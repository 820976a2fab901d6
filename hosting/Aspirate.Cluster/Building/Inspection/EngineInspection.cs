using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Cluster.Building.Inspection;

/// <summary>Asks the container engine of this machine about images that it has, perhaps because nobody else has them.</summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class EngineInspection(Func<string, string?> environment)
{
    /// <returns>What it knows of the image; <see langword="null"/> when there is no engine, or it does not have it.</returns>
    public async Task<ImageFacts?> AskAsync(string image, CancellationToken cancellationToken)
    {
        foreach (var engine in Engines())
        {
            try
            {
                var answer = await Cli.Wrap(engine)
                    .WithArguments(["image", "inspect", "--format", "{{json .Config}}", image])
                    .WithValidation(CommandResultValidation.None)
                    .ExecuteBufferedAsync(cancellationToken);
                if (answer.ExitCode == 0)
                {
                    return ImageConfigurationReader.Read(image, digest: null, JsonNode.Parse(answer.StandardOutput));
                }
            }
            catch (Exception unusable) when (unusable is Win32Exception or JsonException)
            {
                // As if it were not there.
            }
        }

        return null;
    }

    // To start a program that finds no engine takes longer than all the rest.
    private IEnumerable<string> Engines()
    {
        var home = environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (Find("docker") is { } docker
            && (environment("DOCKER_HOST") is { Length: > 0 } || File.Exists("/var/run/docker.sock") || File.Exists(@"\\.\pipe\docker_engine") || Directory.Exists(Path.Combine(home, ".docker", "contexts"))))
        {
            yield return docker;
        }

        if (Find("podman") is { } podman)
        {
            yield return podman;
        }
    }

    private string? Find(string program) => (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, $"{program}.exe") })
        .FirstOrDefault(File.Exists);
}
