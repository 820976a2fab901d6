using Aspire.Dashboard.Telemetry.Sources;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Draws the service map from the traces kept.</summary>
internal sealed class ServiceMapBuilder(TraceStore store, PeerNames peers, TimeProvider time)
{
    private const int SmallTrace = 1_000;

    public ServiceMap Build(TimeSpan? window)
    {
        var earliest = window is { } length ? UnixTime.FromDateTime(time.GetUtcNow() - length) : 0;
        var drawing = new Drawing();

        // Traces are small and many: one pair of tables serves them all.
        var spans = new Dictionary<SpanId, SpanRecord>();
        var answered = new HashSet<SpanId>();
        var shared = new Dictionary<Peer, Peer>();

        foreach (var trace in store.GetSnapshots())
        {
            if (trace.End < earliest)
            {
                continue;
            }

            if (spans.Count > SmallTrace)
            {
                // Emptying a large table for each small trace would take longer than making a new one.
                spans = [];
                answered = [];
            }

            spans.Clear();
            answered.Clear();

            // A snapshot never changes: what is found in it once, is found for all maps to come.
            foreach (var part in trace.Calls ??= Find(trace, spans, answered, shared))
            {
                if (part.Span.End >= earliest)
                {
                    drawing.Add(part);
                }
            }
        }

        return drawing.ToMap();
    }

    private TraceCall[] Find(TraceSnapshot trace, Dictionary<SpanId, SpanRecord> spans, HashSet<SpanId> answered, Dictionary<Peer, Peer> shared)
    {
        foreach (var span in trace.All)
        {
            spans.TryAdd(span.SpanId, span);

            if (span.Kind is SpanKind.Server or SpanKind.Consumer && !span.ParentSpanId.IsEmpty)
            {
                answered.Add(span.ParentSpanId);
            }
        }

        var calls = new TraceCall[spans.Count];
        var next = 0;

        foreach (var span in spans.Values)
        {
            var caller = span.Kind is SpanKind.Server or SpanKind.Consumer
                && spans.GetValueOrDefault(span.ParentSpanId) is { } parent
                && !IsSame(parent.Resource.Name, span.Resource.Name)
                    ? parent
                    : null;
            var peer = span.Kind is SpanKind.Client or SpanKind.Producer && !answered.Contains(span.SpanId) ? peers.Find(span) : null;

            // Thousands of calls have the same few peers.
            if (peer is not null && !shared.TryAdd(peer, peer))
            {
                peer = shared[peer];
            }

            calls[next++] = new TraceCall(span, caller, peer);
        }

        return calls;
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private sealed class Drawing
    {
        private readonly Dictionary<string, Place> _places = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<ResourceEntry, Place> _services = [];
        private readonly Dictionary<(Place From, Place To), Calls> _edges = [];
        private ulong _from = ulong.MaxValue;
        private ulong _to;

        public void Add(TraceCall call)
        {
            var span = call.Span;
            _from = Math.Min(_from, span.Start);
            _to = Math.Max(_to, span.End);
            var service = Service(span.Resource);

            if (span.Kind is SpanKind.Server or SpanKind.Consumer)
            {
                service.Answered.Add(span);

                if (call.Caller is { } caller)
                {
                    // The caller's view of the call, network included, if it recorded one.
                    Edge(Service(caller.Resource), service).Add(caller.Kind is SpanKind.Client or SpanKind.Producer ? caller : span);
                }
            }
            else if (call.Peer is { } peer)
            {
                // A service that does send telemetry, but not of this call, is itself and no peer beside it.
                var place = Find(peer.Name);
                place.PeerKind ??= peer.Kind;
                place.Answered.Add(span);
                Edge(service, place).Add(span);
            }
        }

        private Place Service(ResourceEntry resource)
        {
            if (!_services.TryGetValue(resource, out var place))
            {
                _services.Add(resource, place = Find(resource.Name));
                place.Instances.Add(resource.InstanceId ?? "");
            }

            return place;
        }

        private Place Find(string name)
        {
            if (!_places.TryGetValue(name, out var place))
            {
                _places.Add(name, place = new Place(name));
            }

            return place;
        }

        private Calls Edge(Place from, Place to)
        {
            if (!_edges.TryGetValue((from, to), out var calls))
            {
                _edges.Add((from, to), calls = new Calls());
            }

            return calls;
        }

        public ServiceMap ToMap()
        {
            if (_to == 0)
            {
                return new ServiceMap([], [], DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
            }

            // At least a second: a single call is no rate of thousands.
            var seconds = Math.Max(1, UnixTime.Between(_from, _to).TotalSeconds);

            return new ServiceMap(
                [
                    .. _places.Values.OrderBy(place => place.Name, StringComparer.OrdinalIgnoreCase).Select(place => new ServiceNode(
                        place.Name,
                        place.Instances.Count,
                        IsUninstrumentedPeer: place.Instances.Count == 0,
                        place.Instances.Count == 0 ? place.PeerKind : null,
                        place.Answered.Summarize(seconds))),
                ],
                [
                    .. _edges.OrderBy(edge => edge.Key.From.Name, StringComparer.OrdinalIgnoreCase).ThenBy(edge => edge.Key.To.Name, StringComparer.OrdinalIgnoreCase)
                        .Select(edge => new ServiceEdge(edge.Key.From.Name, edge.Key.To.Name, edge.Value.Summarize(seconds))),
                ],
                UnixTime.ToDateTime(_from),
                UnixTime.ToDateTime(_to));
        }
    }

    private sealed class Place(string name)
    {
        public string Name => name;

        public HashSet<string> Instances { get; } = [];

        public Calls Answered { get; } = new();

        public string? PeerKind { get; set; }
    }

    private sealed class Calls
    {
        private readonly List<long> _ticks = [];
        private int _errors;

        public void Add(SpanRecord span)
        {
            _ticks.Add(span.Duration.Ticks);
            _errors += span.IsError ? 1 : 0;
        }

        public TrafficSummary Summarize(double seconds)
        {
            _ticks.Sort();
            return new TrafficSummary(_ticks.Count, _errors, _ticks.Count / seconds, At(0.5), At(0.95));
        }

        // The nearest rank: a duration that really occurred.
        private TimeSpan At(double quantile) =>
            _ticks.Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(_ticks[Math.Max(0, (int)Math.Ceiling(quantile * _ticks.Count) - 1)]);
    }
}
