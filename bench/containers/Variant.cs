using System.Diagnostics;
using System.Text.Json;

namespace Containers.Bench;

/// <summary>The application's images, built in one way.</summary>
/// <param name="Name">What it is called in the results.</param>
/// <param name="References">The images, by the names of the services.</param>
internal sealed record Variant(string Name, IReadOnlyDictionary<string, string> References)
{
    private const string Record = "AppHost/obj/aspirate/images.json";

    /// <summary>Builds it into a registry. What <c>aspirate apply</c> takes stays as it was.</summary>
    public static async Task<Variant> BuildAsync(string name, string registry, string property)
    {
        var before = File.Exists(Record) ? await File.ReadAllTextAsync(Record) : null;
        try
        {
            using var build = Process.Start("./aspirate", ["build", "--project-path", "AppHost", "-cr", registry, "-crp", $"bench/{name.ToLowerInvariant()}", "--", property]);
            await build.WaitForExitAsync();
            return build.ExitCode == 0
                ? new(name, JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(Record))!)
                : throw new InvalidOperationException($"The images could not be built with {property}.");
        }
        finally
        {
            if (before is not null)
            {
                await File.WriteAllTextAsync(Record, before);
            }
        }
    }
}
