namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command is shown and when it can be used.</summary>
public class CommandOptions
{
    /// <summary>Gets or sets what the command does, in words.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets what is passed to it.</summary>
    public object? Parameter { get; set; }

    /// <summary>Gets or sets the question to ask before.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Gets or sets the name of a Fluent UI system icon.</summary>
    public string? IconName { get; set; }

    /// <summary>Gets or sets the variant of the icon.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Gets or sets whether it is shown in the list of resources.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Gets or sets what decides whether the command can be used; it always can by default.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
