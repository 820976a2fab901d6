using System.Collections.Immutable;

namespace Aspire.Dashboard.Resources;

/// <summary>Something that can be done with a resource.</summary>
public sealed record ResourceCommand
{
    /// <summary>The name to execute it by.</summary>
    public required string Name { get; init; }

    /// <summary>The text to show.</summary>
    public required string DisplayName { get; init; }

    /// <summary>A longer text; empty if none.</summary>
    public string Description { get; init; } = "";

    /// <summary>To be asked and agreed to first; null if it needs no question.</summary>
    public string? ConfirmationMessage { get; init; }

    /// <summary>Offered directly rather than in a menu.</summary>
    public bool IsHighlighted { get; init; }

    /// <summary>A Fluent UI icon's name; null for none.</summary>
    public string? IconName { get; init; }

    /// <summary>Whether the filled form of the icon is meant.</summary>
    public bool IsIconFilled { get; init; }

    /// <summary>Whether it can be executed now.</summary>
    public ResourceCommandState State { get; init; }

    /// <summary>Whether it concerns the resource with all its replicas, so that it is executed once however many there are.</summary>
    public bool CoversReplicas { get; init; }

    /// <summary>What to ask for before it is executed.</summary>
    public ImmutableArray<InteractionInput> Arguments { get; init; } = [];
}
