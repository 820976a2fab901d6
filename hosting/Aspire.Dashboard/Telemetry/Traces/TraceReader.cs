using System.Globalization;
using Aspire.Dashboard.Telemetry.Logs;
using Aspire.Dashboard.Telemetry.Queries;
using Aspire.Dashboard.Telemetry.Sources;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Answers questions about traces from snapshots of the store.</summary>
internal sealed class TraceReader(
    TraceStore store, ResourceCatalog resources, LogReader logs, PeerNames peers, ServiceMapBuilder serviceMap) : ITraceReader
{
    public TracePage GetTraces(TraceQuery query)
    {
        var snapshots = store.GetSnapshots(out var latest);
        var version = query.AsOf ?? latest;
        var filters = query.Filters.Select(filter => new FilterMatcher(filter)).ToArray();
        var from = query.From is { } earliest ? UnixTime.FromDateTime(earliest) : 0;
        var to = query.To is { } end ? UnixTime.FromDateTime(end) : ulong.MaxValue;
        var matches = new List<TraceSnapshot>(snapshots.Length);
        var longest = TimeSpan.Zero;

        foreach (var trace in snapshots)
        {
            // The cheap questions first; filters have to look at every span.
            if (trace.Number <= version
                && trace.Start >= from
                && trace.Start <= to
                && (query.HasError is not { } hasError || hasError == trace.ErrorCount > 0)
                && (query.MinimumDuration is not { } minimum || trace.Duration >= minimum)
                && (query.MaximumDuration is not { } maximum || trace.Duration <= maximum)
                && (string.IsNullOrEmpty(query.Text) || HasText(trace, query.Text))
                && (query.Resource is null || TakesPart(trace, query.Resource))
                && (filters.Length == 0 || HasSpan(trace, filters)))
            {
                matches.Add(trace);
                longest = trace.Duration > longest ? trace.Duration : longest;
            }
        }

        matches.Sort(query.Order switch
        {
            TraceOrder.Oldest => static (left, right) => left.Start.CompareTo(right.Start),
            TraceOrder.Longest => static (left, right) => right.Duration.CompareTo(left.Duration),
            _ => static (left, right) => left.Start != right.Start ? right.Start.CompareTo(left.Start) : right.Number.CompareTo(left.Number),
        });

        return new TracePage(
            [.. matches.Skip(query.Skip).Take(query.Take).Select(Summarize)], matches.Count, longest, version);
    }

    public TraceDetail? GetTrace(TraceId id)
    {
        if (store.Find(id) is not { } trace)
        {
            return null;
        }

        var tree = SpanTree.Build(trace);
        var backLinks = FindBackLinks(id);
        var start = UnixTime.ToDateTime(trace.Start);
        var summary = Summarize(trace);

        return new TraceDetail
        {
            Summary = summary,
            Spans = [.. tree.Nodes.Select(node => Describe(id, trace, tree, node, backLinks))],
            Logs = [.. logs.GetLogs(new LogQuery { TraceId = id, Take = int.MaxValue }).Items.Reverse()],
            Restarts =
            [
                .. resources.GetRestarts(earliest: start, latest: start + summary.Duration)
                    .Where(restart => summary.Resources.Any(part => part.Resource.Name == restart.Resource)),
            ],
        };
    }

    public TraceId? FindTraceOfSpan(SpanId id)
    {
        foreach (var trace in store.GetSnapshots())
        {
            foreach (var span in trace.All)
            {
                if (span.SpanId == id)
                {
                    return trace.Id;
                }
            }
        }

        return null;
    }

    public IReadOnlyList<string> GetSpanAttributeNames(ResourceSelection? resource = null)
    {
        var names = new ValueCounter();

        foreach (var trace in store.GetSnapshots())
        {
            foreach (var span in trace.All)
            {
                if (span.Resource.IsSelectedBy(resource))
                {
                    foreach (var attribute in AttributeReader.ReadAll(span.Contents.Span, OtlpFields.Span.Attributes))
                    {
                        names.Add(attribute.Name);
                    }
                }
            }
        }

        return [.. names.GetMostFrequent(int.MaxValue).Select(name => name.Value)];
    }

    public IReadOnlyList<FieldValue> GetSpanFieldValues(string field, ResourceSelection? resource = null, int limit = 100)
    {
        var matcher = new FilterMatcher(new TelemetryFilter(field, FilterCondition.Exists, ""));
        var values = new ValueCounter();

        foreach (var trace in store.GetSnapshots())
        {
            foreach (var span in trace.All)
            {
                if (span.Resource.IsSelectedBy(resource))
                {
                    values.Add(ReadField(trace.Id, span, matcher));
                }
            }
        }

        return values.GetMostFrequent(limit);
    }

    public ServiceMap GetServiceMap(TimeSpan? window = null) => serviceMap.Build(window);

    private TraceSummary Summarize(TraceSnapshot trace)
    {
        var parts = trace.Parts ??= Divide(trace);

        return new TraceSummary
        {
            TraceId = trace.Id,
            Name = trace.Head.Name,
            Resource = trace.Head.Resource.Current,
            Start = UnixTime.ToDateTime(trace.Start),
            Duration = trace.Duration,
            SpanCount = parts.Resources.Sum(part => part.Spans),
            ErrorCount = parts.Resources.Sum(part => part.Errors),
            HasRoot = trace.Root is not null,
            Resources =
            [
                .. parts.Resources.Select(part => new TraceResource(part.Resource.Current, part.Spans, part.Errors)),
                .. parts.Peers.Select(part => new TraceResource(resources.ResolvePeer(part.Name), part.Spans, part.Errors)),
            ],
        };
    }

    private TraceParts Divide(TraceSnapshot trace)
    {
        var tree = SpanTree.Build(trace);
        var parts = new Dictionary<ResourceEntry, (int Spans, int Errors)>();
        var peerParts = new Dictionary<string, (int Spans, int Errors)>();

        foreach (var node in tree.Nodes)
        {
            var (spans, errors) = parts.GetValueOrDefault(node.Span.Resource);
            parts[node.Span.Resource] = (spans + 1, errors + (node.Span.IsError ? 1 : 0));

            if (FindPeer(tree, node) is { } peer)
            {
                (spans, errors) = peerParts.GetValueOrDefault(peer.Name);
                peerParts[peer.Name] = (spans + 1, errors + (node.Span.IsError ? 1 : 0));
            }
        }

        return new TraceParts(
            [.. parts.Select(part => (part.Key, part.Value.Spans, part.Value.Errors))],
            [.. peerParts.Select(part => (part.Key, part.Value.Spans, part.Value.Errors))]);
    }

    private SpanDetail Describe(
        TraceId id, TraceSnapshot trace, SpanTree tree, SpanTree.Node node, ILookup<SpanId, SpanLink> backLinks)
    {
        var span = node.Span;

        return new SpanDetail(new Lazy<SpanContents>(() => SpanContentsReader.Read(span, [.. backLinks[span.SpanId]])))
        {
            TraceId = id,
            SpanId = span.SpanId,
            ParentSpanId = span.ParentSpanId,
            Depth = node.Depth,
            DescendantCount = node.DescendantCount,
            Name = span.Name,
            Kind = span.Kind,
            Status = span.Status,
            Resource = span.Resource.Current,
            Scope = span.Scope.DisplayName,
            Start = UnixTime.ToDateTime(span.Start),
            Offset = UnixTime.Between(trace.Start, span.Start),
            Duration = span.Duration,
            UninstrumentedPeer = FindPeer(tree, node)?.Name,
        };
    }

    private Peer? FindPeer(SpanTree tree, SpanTree.Node node) =>
        node.Span.Kind is SpanKind.Client or SpanKind.Producer && !tree.IsAnswered(node) ? peers.Find(node.Span) : null;

    /// <summary>Links from spans of all traces to spans of this one.</summary>
    private ILookup<SpanId, SpanLink> FindBackLinks(TraceId id)
    {
        var found = new List<(SpanId To, SpanLink Link)>();

        foreach (var trace in store.GetSnapshots())
        {
            foreach (var span in trace.All)
            {
                if (!span.HasLinks)
                {
                    continue;
                }

                foreach (var link in SpanContentsReader.ReadLinks(span))
                {
                    if (link.TraceId == id)
                    {
                        found.Add((link.SpanId, new SpanLink(trace.Id, span.SpanId, IsBackLink: true, link.Attributes)));
                    }
                }
            }
        }

        return found.ToLookup(entry => entry.To, entry => entry.Link);
    }

    private static bool HasText(TraceSnapshot trace, string text) =>
        trace.Head.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || trace.Id.ToString().Contains(text, StringComparison.OrdinalIgnoreCase);

    private static bool TakesPart(TraceSnapshot trace, ResourceSelection selection)
    {
        foreach (var span in trace.All)
        {
            if (span.Resource.IsSelectedBy(selection))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasSpan(TraceSnapshot trace, FilterMatcher[] filters)
    {
        foreach (var span in trace.All)
        {
            if (Array.TrueForAll(filters, filter => Matches(trace.Id, span, filter)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(TraceId id, SpanRecord span, FilterMatcher filter) =>
        filter.Field == FilterFields.SpanDuration ? filter.Matches(span.Duration.TotalMilliseconds) : filter.Matches(ReadField(id, span, filter));

    private static string? ReadField(TraceId id, SpanRecord span, FilterMatcher filter) => filter.Field switch
    {
        FilterFields.SpanName => span.Name,
        FilterFields.SpanKind => span.Kind.ToString(),
        FilterFields.SpanStatus => span.Status.ToString(),
        FilterFields.SpanStatusMessage => SpanContentsReader.ReadStatusMessage(span),
        FilterFields.SpanScope => span.Scope.Name,
        FilterFields.SpanDuration => span.Duration.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
        FilterFields.TraceId => id.ToString(),
        FilterFields.SpanId => span.SpanId.ToString(),
        FilterFields.Resource => span.Resource.Current.DisplayName,
        _ => AttributeReader.Find(span.Contents.Span, OtlpFields.Span.Attributes, filter.AttributeName)
            ?? AttributeReader.Find(span.Resource.Raw, OtlpFields.Resource.Attributes, filter.AttributeName),
    };
}
