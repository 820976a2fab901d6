namespace Aspire.Hosting.Additions;

/// <summary>A program of this machine that does the work of a container.</summary>
public sealed record LocalProcess
{
    /// <summary>Gets the program's absolute path.</summary>
    public required string FileName { get; init; }

    /// <summary>Gets the arguments. No secrets: other users can read them.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Gets the directory it starts in; must exist.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Gets what is set over the AppHost's own environment; <see langword="null"/> removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Gets whether the program is asked to end by an interrupt (SIGINT), as databases want it, instead of SIGTERM.</summary>
    public bool StopsByInterrupt { get; init; }

    /// <summary>Gets the directory that is deleted after the program has ended; <see langword="null"/> for none.</summary>
    public string? TemporaryDirectory { get; init; }
}
