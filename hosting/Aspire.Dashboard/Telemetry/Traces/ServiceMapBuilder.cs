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

        foreach (var trace in store.GetSnapshots())
        {
            if (trace.End >= earliest)
            {
                if (spans.Count > SmallTrace)
                {
                    // Emptying a large table for each small trace would take longer than making a new one.
                    spans = [];
                    answered = [];
                }

                spans.Clear();
                answered.Clear();
                Add(trace, earliest, drawing, spans, answered);
            }
        }

        return drawing.ToMap();
    }

    private void Add(
        TraceSnapshot trace, ulong earliest, Drawing drawing, Dictionary<SpanId, SpanRecord> spans, HashSet<SpanId> answered)
    {
        foreach (var span in trace.All)
        {
            spans.TryAdd(span.SpanId, span);

            if (span.Kind is SpanKind.Server or SpanKind.Consumer && !span.ParentSpanId.IsEmpty)
            {
                answered.Add(span.ParentSpanId);
            }
        }

        foreach (var span in spans.Values)
        {
            if (span.End < earliest)
            {
                continue;
            }

            drawing.See(span);

            if (span.Kind is SpanKind.Server or SpanKind.Consumer)
            {
                drawing.Node(span.Resource.Name).Answered.Add(span);
                var caller = spans.GetValueOrDefault(span.ParentSpanId);

                if (caller is not null && !IsSame(caller.Resource.Name, span.Resource.Name))
                {
                    // The caller's view of the call, network included, if it recorded one.
                    drawing.Edge(caller.Resource.Name, span.Resource.Name)
                        .Add(caller.Kind is SpanKind.Client or SpanKind.Producer ? caller : span);
                }
            }
            else if (span.Kind is SpanKind.Client or SpanKind.Producer && !answered.Contains(span.SpanId) && peers.Find(span) is { } peer)
            {
                // A service that does send telemetry, but not of this call, is itself and no peer beside it.
                var node = drawing.Peer(peer);
                node.Answered.Add(span);
                drawing.Edge(span.Resource.Name, node.Name).Add(span);
            }
        }
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private sealed class Drawing
    {
        private readonly Dictionary<string, Place> _places = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<(string From, string To), Calls> _edges = [];
        private ulong _from = ulong.MaxValue;
        private ulong _to;

        public void See(SpanRecord span)
        {
            _from = Math.Min(_from, span.Start);
            _to = Math.Max(_to, span.End);
            Node(span.Resource.Name).Instances.Add(span.Resource.InstanceId ?? "");
        }

        public Place Node(string name)
        {
            if (!_places.TryGetValue(name, out var place))
            {
                _places.Add(name, place = new Place(name));
            }

            return place;
        }

        public Place Peer(Peer peer)
        {
            var place = Node(peer.Name);
            place.PeerKind ??= peer.Kind;
            return place;
        }

        public Calls Edge(string from, string to)
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
                    .. _edges.OrderBy(edge => edge.Key.From, StringComparer.OrdinalIgnoreCase).ThenBy(edge => edge.Key.To, StringComparer.OrdinalIgnoreCase)
                        .Select(edge => new ServiceEdge(edge.Key.From, edge.Key.To, edge.Value.Summarize(seconds))),
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
