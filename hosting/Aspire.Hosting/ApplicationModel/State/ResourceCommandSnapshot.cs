namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that people can make a resource do.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="State">Whether it can be used now.</param>
/// <param name="DisplayName">The command in words.</param>
/// <param name="DisplayDescription">What it does.</param>
/// <param name="Parameter">What is passed to it.</param>
/// <param name="ConfirmationMessage">The question to ask before.</param>
/// <param name="IconName">The name of its icon.</param>
/// <param name="IconVariant">The variant of its icon.</param>
/// <param name="IsHighlighted">Whether it is shown in the list of resources.</param>
public sealed record ResourceCommandSnapshot(
    string Name,
    ResourceCommandState State,
    string DisplayName,
    string? DisplayDescription,
    object? Parameter,
    string? ConfirmationMessage,
    string? IconName,
    IconVariant? IconVariant,
    bool IsHighlighted)
{
    /// <summary>Gets whether the command concerns the resource with all its replicas, whichever of them it is executed for.</summary>
    internal bool CoversReplicas { get; init; }
}
