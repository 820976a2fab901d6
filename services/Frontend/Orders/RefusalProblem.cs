namespace Frontend.Orders;

/// <summary>The parts of a problem (RFC 9457) that a customer can make use of.</summary>
internal sealed record RefusalProblem(string? Title, string? Detail, IReadOnlyList<Shortage>? Shortages)
{
    public string? Message => Shortages is { Count: > 0 } ? string.Join(' ', Shortages.Select(shortage => shortage.Message)) : Detail ?? Title;
}
