using System.CommandLine;
using Aspirate.Manifest;

namespace Aspirate.Commands;

/// <summary>The <c>aspire-manifest.json</c> that stands for an AppHost.</summary>
internal sealed class ManifestPathOption : Option<string?>
{
    public ManifestPathOption()
        : base("--aspire-manifest", "-m") => Description = "The aspire-manifest.json of the application, in the place of an AppHost";

    /// <summary>The folder that the manifest's paths are relative to, and that keeps what is made of it; <see langword="null"/> when no manifest is named.</summary>
    /// <exception cref="ManifestException">There is no such file.</exception>
    public string? Directory(ParseResult arguments) => arguments.GetValue(this) is { } path
        ? Path.GetDirectoryName(Path.GetFullPath(ManifestReader.Existing(path)))
        : null;
}
