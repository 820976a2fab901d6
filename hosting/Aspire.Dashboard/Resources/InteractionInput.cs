using System.Collections.Immutable;

namespace Aspire.Dashboard.Resources;

/// <summary>A field to fill in.</summary>
public sealed record InteractionInput
{
    /// <summary>The name to send the value under.</summary>
    public required string Name { get; init; }

    /// <summary>The text in front.</summary>
    public required string Label { get; init; }

    /// <summary>The form.</summary>
    public InteractionInputType Type { get; init; }

    /// <summary>The value now.</summary>
    public string Value { get; init; } = "";

    /// <summary>The text in an empty field.</summary>
    public string Placeholder { get; init; } = "";

    /// <summary>An explanation; empty if none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the explanation is Markdown.</summary>
    public bool IsDescriptionMarkdown { get; init; }

    /// <summary>Whether it must be filled in.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it cannot be changed now.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether options are still being fetched.</summary>
    public bool IsLoading { get; init; }

    /// <summary>The longest value in characters; 0 for any.</summary>
    public int MaxLength { get; init; }

    /// <summary>Value and text of each option of a choice.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Options { get; init; } = [];

    /// <summary>Whether another value than the options may be written.</summary>
    public bool AllowsOtherValues { get; init; }

    /// <summary>Whether the AppHost wants to hear of every change (<see cref="IResourceClient.UpdateInputsAsync"/>).</summary>
    public bool NotifiesChanges { get; init; }

    /// <summary>What is wrong with the value.</summary>
    public ImmutableArray<string> Errors { get; init; } = [];
}
