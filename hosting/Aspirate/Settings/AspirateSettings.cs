namespace Aspirate.Settings;

/// <summary>What <c>aspirate init</c> remembers beside the AppHost, in <c>aspirate.json</c>, under the names of the official tool.</summary>
internal sealed record AspirateSettings
{
    public const string FileName = "aspirate.json";

    // Settable, not init: the generated reader would otherwise overwrite the default of an absent property.
    public ContainerSettings ContainerSettings { get; set; } = new();
}
