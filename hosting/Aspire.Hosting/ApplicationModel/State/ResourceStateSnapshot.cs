namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state, in words.</summary>
/// <param name="Text">The words, see <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How it is shown, see <see cref="KnownResourceStateStyles"/>; derived from the words by default.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>Makes a state of its words.</summary>
    /// <param name="s">The words.</param>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new ResourceStateSnapshot(s, null);
}
