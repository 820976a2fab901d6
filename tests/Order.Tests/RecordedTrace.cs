using System.Collections.Concurrent;
using System.Diagnostics;

namespace Order.Tests;

/// <summary>Collects the activities of one source that belong to a trace of its own.</summary>
internal sealed class RecordedTrace : IDisposable
{
    private readonly ActivityTraceId _id = ActivityTraceId.CreateRandom();
    private readonly ConcurrentQueue<Activity> _activities = new();
    private readonly ActivityListener _listener;

    public RecordedTrace(string source)
    {
        _listener = new ActivityListener
        {
            // ASP.NET Core takes up the caller's trace only when somebody listens to it.
            ShouldListenTo = candidate => candidate.Name == source || candidate.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == source && activity.TraceId == _id)
                {
                    _activities.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>What a caller sends so that its requests belong to the trace.</summary>
    public string Parent => $"00-{_id}-{ActivitySpanId.CreateRandom()}-01";

    public IReadOnlyCollection<Activity> Activities => _activities;

    public void Dispose() => _listener.Dispose();
}
