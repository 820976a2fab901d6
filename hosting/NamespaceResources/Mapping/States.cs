namespace NamespaceResources.Mapping;

/// <summary>Words that the dashboard has a look of its own for. Any other word is shown as it is.</summary>
internal static class States
{
    public const string Starting = "Starting";

    /// <summary>The only one in which the dashboard asks for health.</summary>
    public const string Running = "Running";

    public const string Stopping = "Stopping";

    public const string Finished = "Finished";
}
