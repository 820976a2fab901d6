namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>What a version has answered. Not for several threads.</summary>
internal sealed class AnswerLog
{
    private readonly List<TimeSpan> _times = [];
    private int _failures;

    public VersionAnswers Answers => new(_times.Count + _failures, _failures, _times.Count == 0 ? null : _times.Order().ElementAt((_times.Count - 1) / 2));

    /// <param name="time">How long it took; <see langword="null"/> for 5xx or no answer.</param>
    public void Add(TimeSpan? time)
    {
        if (time is { } known)
        {
            _times.Add(known);
        }
        else
        {
            _failures++;
        }
    }
}
