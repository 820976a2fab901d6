namespace Aspire.Dashboard.Telemetry.Queries;

/// <summary>Counts texts, for suggestions: the most frequent come first.</summary>
internal sealed class ValueCounter
{
    // Values may all be different (a request id): nobody picks from so many.
    private const int MaxDistinct = 10_000;

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string? value)
    {
        if (value is not null && (_counts.Count < MaxDistinct || _counts.ContainsKey(value)))
        {
            _counts[value] = _counts.GetValueOrDefault(value) + 1;
        }
    }

    public IReadOnlyList<FieldValue> GetMostFrequent(int limit) =>
    [
        .. _counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase)
            .Take(limit).Select(entry => new FieldValue(entry.Key, entry.Value)),
    ];
}
