namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which program an executable runs, and where. The last one counts.</summary>
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>Gets or sets the program: a path, or a name that is looked up in <c>PATH</c>.</summary>
    public required string Command { get; set; }

    /// <summary>Gets or sets the directory it starts in.</summary>
    public required string WorkingDirectory { get; set; }
}
