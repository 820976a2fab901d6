namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that people can make a resource do, from the dashboard.</summary>
/// <param name="name">The command's name, unique in the resource.</param>
/// <param name="displayName">The command in words.</param>
/// <param name="updateState">Decides from the resource's state whether the command can be used.</param>
/// <param name="executeCommand">Does it.</param>
/// <param name="displayDescription">What it does.</param>
/// <param name="parameter">What is passed to it.</param>
/// <param name="confirmationMessage">The question to ask before.</param>
/// <param name="iconName">The name of a Fluent UI system icon.</param>
/// <param name="iconVariant">The variant of the icon.</param>
/// <param name="isHighlighted">Whether it is shown in the list of resources.</param>
public sealed class ResourceCommandAnnotation(
    string name,
    string displayName,
    Func<UpdateCommandStateContext, ResourceCommandState> updateState,
    Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
    string? displayDescription,
    object? parameter,
    string? confirmationMessage,
    string? iconName,
    IconVariant? iconVariant,
    bool isHighlighted) : IResourceAnnotation
{
    /// <summary>Gets the command's name.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the command in words.</summary>
    public string DisplayName { get; } = displayName;

    /// <summary>Gets what decides whether the command can be used.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; } = updateState;

    /// <summary>Gets what does it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; } = executeCommand;

    /// <summary>Gets what it does, in words.</summary>
    public string? DisplayDescription { get; } = displayDescription;

    /// <summary>Gets what is passed to it.</summary>
    public object? Parameter { get; } = parameter;

    /// <summary>Gets the question to ask before.</summary>
    public string? ConfirmationMessage { get; } = confirmationMessage;

    /// <summary>Gets the name of the icon.</summary>
    public string? IconName { get; } = iconName;

    /// <summary>Gets the variant of the icon.</summary>
    public IconVariant? IconVariant { get; } = iconVariant;

    /// <summary>Gets whether it is shown in the list of resources.</summary>
    public bool IsHighlighted { get; } = isHighlighted;

    /// <summary>Gets whether the command concerns the resource with all its replicas, whichever of them it is executed for.</summary>
    internal bool CoversReplicas { get; init; }
}
