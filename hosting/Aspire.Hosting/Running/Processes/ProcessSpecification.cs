namespace Aspire.Hosting.Running.Processes;

/// <summary>What to start: a program, its arguments, its folder and what it finds in its environment.</summary>
internal sealed record ProcessSpecification
{
    /// <summary>The program: a path, or a name that is looked up in <c>PATH</c>.</summary>
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The working directory; must exist.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Set over the runner's own environment; <see langword="null"/> removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What asks the program to end by itself. Databases want <see cref="UnixSignal.Interrupt"/>.</summary>
    public UnixSignal StopSignal { get; init; } = UnixSignal.Terminate;

    /// <summary>A directory to delete after the process has ended.</summary>
    public string? TemporaryDirectory { get; init; }

    /// <summary>
    /// A container that outlives its command line when that is killed, to be removed by the guardian if the runner dies:
    /// the runtime's program and the container's name.
    /// </summary>
    public (string Runtime, string Name)? Container { get; init; }
}
