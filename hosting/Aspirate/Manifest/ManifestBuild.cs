namespace Aspirate.Manifest;

/// <summary>How the image of a <c>container.v1</c> is built from a Dockerfile.</summary>
internal sealed record ManifestBuild
{
    public string? Context { get; init; }

    public string? Dockerfile { get; init; }

    public string? Stage { get; init; }

    /// <summary>Name to value; no value takes that of the environment in which it is built.</summary>
    public IReadOnlyDictionary<string, string?>? Args { get; init; }

    public IReadOnlyDictionary<string, ManifestBuildSecret>? Secrets { get; init; }

    /// <summary>Whether it is built only for the files in it, and runs nowhere.</summary>
    public bool BuildOnly { get; init; }
}

/// <summary>A secret of a build: <c>env</c> has a value, <c>file</c> the path of a file.</summary>
internal sealed record ManifestBuildSecret(string? Type, string? Value, string? Source);
