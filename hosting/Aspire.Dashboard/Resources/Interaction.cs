using System.Collections.Immutable;

namespace Aspire.Dashboard.Resources;

/// <summary>Something that the AppHost asks or tells, until it is answered or withdrawn.</summary>
public sealed record Interaction
{
    /// <summary>The number to answer by.</summary>
    public required int Id { get; init; }

    /// <summary>The form.</summary>
    public required InteractionKind Kind { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The text.</summary>
    public required string Message { get; init; }

    /// <summary>Whether the text is Markdown.</summary>
    public bool IsMarkdown { get; init; }

    /// <summary>The mood.</summary>
    public InteractionIntent Intent { get; init; }

    /// <summary>The text of the first button; empty for the usual one.</summary>
    public string PrimaryButtonText { get; init; } = "";

    /// <summary>The text of the second button; empty for the usual one.</summary>
    public string SecondaryButtonText { get; init; } = "";

    /// <summary>Whether there is a second button.</summary>
    public bool HasSecondaryButton { get; init; }

    /// <summary>Whether it can be closed without an answer.</summary>
    public bool CanDismiss { get; init; }

    /// <summary>A link's text; empty if none.</summary>
    public string LinkText { get; init; } = "";

    /// <summary>A link's address; empty if none.</summary>
    public string LinkUrl { get; init; } = "";

    /// <summary>The fields of <see cref="InteractionKind.Inputs"/>.</summary>
    public ImmutableArray<InteractionInput> Inputs { get; init; } = [];
}
