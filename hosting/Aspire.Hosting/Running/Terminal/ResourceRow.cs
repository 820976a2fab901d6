namespace Aspire.Hosting.Running.Terminal;

/// <summary>A resource in the table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Condition">How it is, at a glance.</param>
/// <param name="State">How it is, in words.</param>
/// <param name="Addresses">Where it is reached.</param>
internal sealed record ResourceRow(string Name, ResourceCondition Condition, string State, IReadOnlyList<string> Addresses)
{
    public bool Equals(ResourceRow? other) =>
        other is not null && Name == other.Name && Condition == other.Condition && State == other.State && Addresses.SequenceEqual(other.Addresses);

    public override int GetHashCode() => HashCode.Combine(Name, Condition, State);
}
