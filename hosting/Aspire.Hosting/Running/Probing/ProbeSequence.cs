namespace Aspire.Hosting.Running.Probing;

/// <summary>Counts answers against the thresholds: a state changes only after enough answers in a row. Pure.</summary>
internal sealed class ProbeSequence(ProbeSettings settings)
{
    private int _successes;
    private int _failures;

    /// <summary><see langword="true"/> or <see langword="false"/> once a threshold was reached, before that <see langword="null"/>.</summary>
    public bool? State { get; private set; }

    /// <returns>Whether <see cref="State"/> has changed.</returns>
    public bool Add(bool success)
    {
        (_successes, _failures) = success ? (_successes + 1, 0) : (0, _failures + 1);

        var state = _successes >= settings.SuccessThreshold ? true
            : _failures >= settings.FailureThreshold ? false
            : State;
        var changed = state != State;
        State = state;
        return changed;
    }
}
