namespace Aspire.Hosting.Running.Reconciliation;

/// <summary>
/// The state machine of one replica. Immutable: each event gives the next status. An event that has been overtaken
/// (a probe's answer from a process that has ended) changes nothing.
/// </summary>
internal sealed record ReplicaStatus
{
    /// <summary>The resource's name and a suffix of its own, as a pod's.</summary>
    public required string Name { get; init; }

    /// <summary>The revision of the desired state that it was made for.</summary>
    public required int Revision { get; init; }

    public ReplicaPhase Phase { get; private init; } = ReplicaPhase.Waiting;

    /// <summary>Whether it may get traffic.</summary>
    public bool IsReady { get; private init; }

    /// <summary>Whether it has been ready at some time since it was created.</summary>
    public bool WasReady { get; private init; }

    /// <summary>How often its process was started again.</summary>
    public int Restarts { get; private init; }

    /// <summary>How often in a row it has ended before it was stable.</summary>
    public int Crashes { get; private init; }

    public int? ProcessId { get; private init; }

    public DateTimeOffset? StartedAt { get; private init; }

    /// <summary>When the present process was ready for the first time.</summary>
    public DateTimeOffset? ReadyAt { get; private init; }

    public DateTimeOffset? ExitedAt { get; private init; }

    public int? ExitCode { get; private init; }

    public StopReason StopReason { get; private init; }

    /// <summary>When the phase ends at the latest: the grace period of <see cref="ReplicaPhase.Stopping"/>, the wait of <see cref="ReplicaPhase.Backoff"/>.</summary>
    public DateTimeOffset? Deadline { get; private init; }

    /// <summary>Why it is where it is, for people; <see langword="null"/> if there is nothing to say.</summary>
    public string? Message { get; private init; }

    public ReplicaStatus Starting() => Phase is ReplicaPhase.Waiting or ReplicaPhase.Backoff
        ? this with { Phase = ReplicaPhase.Starting, Restarts = StartedAt is null ? Restarts : Restarts + 1, Deadline = null }
        : throw new InvalidOperationException($"The replica '{Name}' cannot start while it is {Phase}.");

    public ReplicaStatus Started(int processId, DateTimeOffset now) => Phase is ReplicaPhase.Starting
        ? this with { Phase = ReplicaPhase.Running, ProcessId = processId, StartedAt = now, ReadyAt = null, ExitedAt = null, ExitCode = null, Message = null }
        : this;

    public ReplicaStatus WithReadiness(bool ready, string? message, DateTimeOffset now) => Phase is ReplicaPhase.Running && (ready != IsReady || message != Message)
        ? this with { IsReady = ready, WasReady = WasReady || ready, ReadyAt = ReadyAt ?? (ready ? now : null), Message = message }
        : this;

    public ReplicaStatus Stopping(StopReason reason, string? message, DateTimeOffset deadline) => Phase switch
    {
        ReplicaPhase.Starting or ReplicaPhase.Running => this with
        {
            Phase = ReplicaPhase.Stopping,
            IsReady = false,
            StopReason = reason,
            Message = message,
            Deadline = deadline,
        },
        // Once it is not wanted any more, it will not be started again.
        ReplicaPhase.Stopping when reason is StopReason.NotDesired => this with { StopReason = reason },
        ReplicaPhase.Waiting or ReplicaPhase.Backoff when reason is StopReason.NotDesired => (this with { StopReason = reason }).Gone(),
        _ => this,
    };

    /// <summary>Nothing more can be done than to wait for the exit.</summary>
    public ReplicaStatus Killed() => this with { Deadline = null };

    public ReplicaStatus Ended(int exitCode, RestartPolicy policy, CrashLoopBackoff backoff, DateTimeOffset now)
    {
        if (Phase is ReplicaPhase.Exited or ReplicaPhase.Backoff or ReplicaPhase.Waiting)
        {
            return this;
        }

        var ended = this with { ExitCode = exitCode, ExitedAt = now, ProcessId = null, IsReady = false, Deadline = null };

        if (StopReason is StopReason.NotDesired)
        {
            return ended.Gone();
        }

        var isComplete = policy is RestartPolicy.Never || (policy is RestartPolicy.OnFailure && exitCode == 0);
        if (isComplete && StopReason is StopReason.None)
        {
            return ended.Gone() with { Message = exitCode == 0 ? null : $"exited with code {exitCode}" };
        }

        var message = StopReason is StopReason.Unhealthy ? Message : $"exited with code {exitCode}";
        return ended.BackOff(message, stable: StartedAt is { } start && now - start >= backoff.StablePeriod, backoff, now);
    }

    /// <summary>Its process could not be started at all.</summary>
    public ReplicaStatus FailedToStart(string message, CrashLoopBackoff backoff, DateTimeOffset now) => StopReason is StopReason.NotDesired
        ? Gone()
        : BackOff(message, stable: false, backoff, now);

    private ReplicaStatus Gone() => this with { Phase = ReplicaPhase.Exited, IsReady = false, ProcessId = null, Deadline = null };

    private ReplicaStatus BackOff(string? message, bool stable, CrashLoopBackoff backoff, DateTimeOffset now)
    {
        var crashes = stable ? 1 : Crashes + 1;

        return this with
        {
            Phase = ReplicaPhase.Backoff,
            StopReason = StopReason.None,
            Crashes = crashes,
            Deadline = now + backoff.Delay(crashes),
            Message = message,
        };
    }
}
