using System.Runtime.InteropServices;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>The spans of a trace in the waterfall's order: each parent before its children, children by start.</summary>
internal sealed class SpanTree
{
    private readonly SpanRecord[] _spans;
    private readonly List<int>?[] _children;

    private SpanTree(SpanRecord[] spans, List<int>?[] children, Node[] nodes)
    {
        _spans = spans;
        _children = children;
        Nodes = nodes;
    }

    public IReadOnlyList<Node> Nodes { get; }

    public static SpanTree Build(TraceSnapshot trace)
    {
        var spans = WithoutRepetitions(trace.All, out var indexes);
        var children = new List<int>?[spans.Length];
        var roots = new List<int>();

        for (var i = 0; i < spans.Length; i++)
        {
            var parent = spans[i].ParentSpanId;

            if (!parent.IsEmpty && parent != spans[i].SpanId && indexes.TryGetValue(parent, out var parentIndex))
            {
                (children[parentIndex] ??= []).Add(i);
            }
            else
            {
                roots.Add(i);
            }
        }

        var nodes = new List<Node>(spans.Length);
        var visited = new bool[spans.Length];
        Walk(roots, depth: 0);

        // Spans that are each other's ancestors hang on no root. Senders can make that up, so it has to be drawn somehow.
        for (var i = 0; nodes.Count < spans.Length && i < spans.Length; i++)
        {
            if (!visited[i])
            {
                Walk([i], depth: 0);
            }
        }

        CountDescendants(CollectionsMarshal.AsSpan(nodes));
        return new SpanTree(spans, children, [.. nodes]);

        void Walk(List<int> starts, int depth)
        {
            var stack = new Stack<(int Index, int Depth)>();
            Push(starts, depth);

            while (stack.TryPop(out var next))
            {
                if (visited[next.Index])
                {
                    continue;
                }

                visited[next.Index] = true;
                nodes.Add(new Node(next.Index, spans[next.Index], next.Depth, 0));

                if (children[next.Index] is { } below)
                {
                    Push(below, next.Depth + 1);
                }
            }

            void Push(List<int> siblings, int at)
            {
                // The last one pushed is walked first.
                siblings.Sort((left, right) => spans[right].Start.CompareTo(spans[left].Start));

                foreach (var sibling in siblings)
                {
                    stack.Push((sibling, at));
                }
            }
        }
    }

    /// <summary>Whether the other side of a call has sent a span of its own.</summary>
    public bool IsAnswered(Node node)
    {
        if (_children[node.Index] is { } children)
        {
            foreach (var child in children)
            {
                if (_spans[child].Kind is SpanKind.Server or SpanKind.Consumer)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static SpanRecord[] WithoutRepetitions(ReadOnlySpan<SpanRecord> all, out Dictionary<SpanId, int> indexes)
    {
        // A sender that got no answer in time sends again; the later span is the same one.
        indexes = new Dictionary<SpanId, int>(all.Length);
        var spans = new List<SpanRecord>(all.Length);

        foreach (var span in all)
        {
            if (indexes.TryAdd(span.SpanId, spans.Count))
            {
                spans.Add(span);
            }
        }

        return [.. spans];
    }

    private static void CountDescendants(Span<Node> nodes)
    {
        var open = new Stack<int>();

        for (var i = 0; i <= nodes.Length; i++)
        {
            var depth = i < nodes.Length ? nodes[i].Depth : 0;

            while (open.TryPeek(out var last) && nodes[last].Depth >= depth)
            {
                open.Pop();
                nodes[last] = nodes[last] with { DescendantCount = i - last - 1 };
            }

            open.Push(i);
        }
    }

    /// <summary>A place in the waterfall.</summary>
    internal readonly record struct Node(int Index, SpanRecord Span, int Depth, int DescendantCount);
}
