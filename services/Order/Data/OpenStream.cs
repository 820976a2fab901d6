namespace Order.Data;

/// <summary>An event stream of a customer's at one of the replicas, which all of them count.</summary>
internal sealed class OpenStream
{
    public required Guid Id { get; init; }

    public required string CustomerId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it counts no more, unless the replica that serves it says that it goes on.</summary>
    public required DateTimeOffset EndsAt { get; set; }
}
