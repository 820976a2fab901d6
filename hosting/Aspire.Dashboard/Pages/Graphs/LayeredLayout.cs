namespace Aspire.Dashboard.Pages.Graphs;

/// <summary>
/// Lays a directed graph out from left to right, each node to the right of those that refer to it (the method of
/// Sugiyama, Tagawa and Toda): cycles are cut, nodes are put into layers by the longest way to them, and within a layer
/// they are ordered by the mean place of their neighbours, which avoids most crossings. An edge that skips layers has a place of its
/// own in each of them, so that it passes between nodes and not behind them. The same graph always gives the same picture.
/// </summary>
public sealed class LayeredLayout
{
    private const int Sweeps = 6;

    private readonly Dictionary<(string From, string To), IReadOnlyList<string>> _ways = [];
    private readonly Dictionary<string, GraphPoint> _points = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lays out.</summary>
    /// <param name="nodes">The nodes' names.</param>
    /// <param name="edges">From and to. Edges to unknown nodes and to the node itself do not count.</param>
    /// <param name="layerGap">Pixels from layer to layer.</param>
    /// <param name="rowGap">Pixels from node to node within a layer.</param>
    public LayeredLayout(IEnumerable<string> nodes, IEnumerable<(string From, string To)> edges, double layerGap, double rowGap)
    {
        var names = nodes.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var known = names.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var outgoing = edges
            .Where(e => known.Contains(e.From) && known.Contains(e.To) && !string.Equals(e.From, e.To, StringComparison.OrdinalIgnoreCase))
            .Distinct()
            .ToLookup(e => e.From, e => e.To, StringComparer.OrdinalIgnoreCase);

        var forward = WithoutCycles(names, outgoing);
        var layers = Layers(names, forward);
        layers = Order(layers, Split(layers, forward));

        var tallest = layers.Count == 0 ? 0 : layers.Max(l => l.Count);
        for (var x = 0; x < layers.Count; x++)
        {
            var top = (tallest - layers[x].Count) * rowGap / 2;
            for (var y = 0; y < layers[x].Count; y++)
            {
                _points[layers[x][y]] = new GraphPoint((x + 0.5) * layerGap, top + ((y + 0.5) * rowGap));
            }
        }

        Width = layers.Count * layerGap;
        Height = tallest * rowGap;
    }

    /// <summary>The drawing's width in pixels.</summary>
    public double Width { get; }

    /// <summary>The drawing's height in pixels.</summary>
    public double Height { get; }

    /// <summary>A node's centre.</summary>
    /// <exception cref="KeyNotFoundException">There is no such node.</exception>
    public GraphPoint this[string node] => _points[node];

    /// <summary>Where an edge passes between the nodes of the layers that it skips.</summary>
    public IReadOnlyList<GraphPoint> Way(string from, string to) =>
        _ways.TryGetValue((from, to), out var way) ? [.. way.Select(place => _points[place])] : [];

    /// <summary>Gives the edges that skip layers a place in each of them; the result leads from layer to layer only.</summary>
    private List<(string From, string To)> Split(List<List<string>> layers, List<(string From, string To)> forward)
    {
        var layerOf = layers.SelectMany((layer, x) => layer.Select(name => (name, x))).ToDictionary(each => each.name, each => each.x, StringComparer.OrdinalIgnoreCase);
        var steps = new List<(string From, string To)>();

        foreach (var (from, to) in forward.Order())
        {
            // No node has such a name: names have no control characters.
            var way = Enumerable.Range(layerOf[from] + 1, layerOf[to] - layerOf[from] - 1).Select(x => (Layer: x, Name: $"{from}\0{to}\0{x}")).ToList();
            way.ForEach(place => layers[place.Layer].Add(place.Name));
            string[] stops = [from, .. way.Select(place => place.Name), to];
            steps.AddRange(stops.Zip(stops.Skip(1)));
            _ways[(from, to)] = stops[1..^1];
        }

        return steps;
    }

    private static List<(string From, string To)> WithoutCycles(List<string> names, ILookup<string, string> outgoing)
    {
        var forward = new List<(string From, string To)>();
        var open = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        // Nodes that nobody refers to come first, so that a cycle is cut behind its entrance.
        var referred = outgoing.SelectMany(g => g).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names.OrderBy(referred.Contains))
        {
            Visit(name);
        }

        return forward;

        void Visit(string node)
        {
            if (!done.Add(node))
            {
                return;
            }

            open.Add(node);
            foreach (var next in outgoing[node].Order(StringComparer.OrdinalIgnoreCase))
            {
                if (!open.Contains(next))
                {
                    forward.Add((node, next));
                    Visit(next);
                }
            }

            open.Remove(node);
        }
    }

    private static List<List<string>> Layers(List<string> names, List<(string From, string To)> forward)
    {
        var layer = names.ToDictionary(n => n, _ => 0, StringComparer.OrdinalIgnoreCase);
        for (var round = 0; round < names.Count; round++)
        {
            var moved = false;
            foreach (var (from, to) in forward)
            {
                if (layer[to] <= layer[from])
                {
                    layer[to] = layer[from] + 1;
                    moved = true;
                }
            }

            if (!moved)
            {
                break;
            }
        }

        return [.. names.GroupBy(n => layer[n]).OrderBy(g => g.Key).Select(g => g.ToList())];
    }

    private static List<List<string>> Order(List<List<string>> layers, List<(string From, string To)> forward)
    {
        var before = forward.ToLookup(e => e.To, e => e.From, StringComparer.OrdinalIgnoreCase);
        var after = forward.ToLookup(e => e.From, e => e.To, StringComparer.OrdinalIgnoreCase);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var rightwards = sweep % 2 == 0;
            var place = Places(layers);
            for (var i = 0; i < layers.Count; i++)
            {
                var layer = layers[rightwards ? i : layers.Count - 1 - i];
                var sorted = layer
                    .OrderBy(n => (rightwards ? before : after)[n].Select(o => place[o]).DefaultIfEmpty(place[n]).Average())
                    .ThenBy(n => n, StringComparer.OrdinalIgnoreCase)
                    .ToList();
                layer.Clear();
                layer.AddRange(sorted);
                for (var y = 0; y < layer.Count; y++)
                {
                    place[layer[y]] = Centred(y, layer.Count);
                }
            }
        }

        return layers;
    }

    private static Dictionary<string, double> Places(List<List<string>> layers)
    {
        var places = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (var layer in layers)
        {
            for (var y = 0; y < layer.Count; y++)
            {
                places[layer[y]] = Centred(y, layer.Count);
            }
        }

        return places;
    }

    private static double Centred(int index, int count) => index - ((count - 1) / 2d);
}
