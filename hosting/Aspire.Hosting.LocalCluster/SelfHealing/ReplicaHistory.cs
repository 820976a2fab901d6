using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.SelfHealing;

/// <summary>What became of a replica so far, and what therefore to do when it ends. Told of its states one after the other.</summary>
internal sealed class ReplicaHistory(RestartPolicy policy, RestartBackoff backoff)
{
    private DateTime? _runningSince;
    private bool _isAskedToStop;

    /// <summary>How often in a row it has ended by itself.</summary>
    public int Ends { get; private set; }

    /// <summary>Takes in a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="exitCode">The exit code, once it has ended.</param>
    /// <param name="now">The time, in UTC.</param>
    /// <returns>After which pause to start it again; <see langword="null"/> if nothing is to be done.</returns>
    public TimeSpan? Next(string? state, int? exitCode, DateTime now)
    {
        if (state == KnownResourceStates.Running)
        {
            _runningSince ??= now;
            _isAskedToStop = false;
        }
        else if (state == KnownResourceStates.Stopping)
        {
            // A person's stop, a restart and a rebuild all pass through here; a process that ends by itself does not.
            _isAskedToStop = true;
        }
        else if (_runningSince is { } since && state is not null && KnownResourceStates.TerminalStates.Contains(state))
        {
            // Once for each run: the orchestrator repeats itself.
            _runningSince = null;

            if (_isAskedToStop)
            {
                Ends = 0;
            }
            else if (policy is RestartPolicy.Always || (policy is RestartPolicy.OnFailure && exitCode != 0))
            {
                Ends = now - since > backoff.StablePeriod ? 1 : Ends + 1;
                return backoff.Delay(Ends);
            }
        }

        return null;
    }

    /// <summary>Takes in that it could not be started again.</summary>
    /// <returns>After which pause to try once more.</returns>
    public TimeSpan Failed() => backoff.Delay(++Ends);
}
