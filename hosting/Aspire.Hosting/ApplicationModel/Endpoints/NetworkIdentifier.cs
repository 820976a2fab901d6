namespace Aspire.Hosting.ApplicationModel;

/// <summary>A network from which endpoints are seen.</summary>
/// <param name="Value">The network's name.</param>
public sealed record NetworkIdentifier(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value;
}
