using System.Globalization;
using System.Text;

namespace Aspire.Dashboard.Pages.Graphs;

/// <summary>The curve from one node's side to another's.</summary>
public sealed class EdgePath
{
    private readonly List<(GraphPoint Start, GraphPoint FirstPull, GraphPoint SecondPull, GraphPoint End)> _curves = [];

    /// <summary>Draws from the right side of one node to the left side of the other, or around when the other lies to the left.</summary>
    /// <param name="from">The first node's centre.</param>
    /// <param name="way">Where it passes between other nodes.</param>
    /// <param name="to">The second node's centre.</param>
    /// <param name="nodeWidth">The nodes' width in pixels.</param>
    /// <param name="nodeHeight">The nodes' height in pixels.</param>
    public EdgePath(GraphPoint from, IReadOnlyList<GraphPoint> way, GraphPoint to, double nodeWidth, double nodeHeight)
    {
        if (to.X > from.X)
        {
            var at = new GraphPoint(from.X + (nodeWidth / 2), from.Y);

            foreach (var place in way)
            {
                // Level for the length of a node: there, others stand above and below.
                var (enter, leave) = (new GraphPoint(place.X - (nodeWidth / 2), place.Y), new GraphPoint(place.X + (nodeWidth / 2), place.Y));
                Bend(at, enter);
                Bend(enter, leave);
                at = leave;
            }

            Bend(at, new(to.X - (nodeWidth / 2) - 5, to.Y));
        }
        else
        {
            // Back, beneath the nodes.
            var (start, end) = (new GraphPoint(from.X, from.Y + (nodeHeight / 2)), new GraphPoint(to.X, to.Y + (nodeHeight / 2) + 5));
            var low = Math.Max(start.Y, end.Y) + 40;
            _curves.Add((start, new(start.X, low), new(end.X, low), end));
        }

        var data = new StringBuilder();
        data.Append(CultureInfo.InvariantCulture, $"M{_curves[0].Start.X:0.#} {_curves[0].Start.Y:0.#}");
        foreach (var (_, firstPull, secondPull, end) in _curves)
        {
            data.Append(CultureInfo.InvariantCulture, $"C{firstPull.X:0.#} {firstPull.Y:0.#} {secondPull.X:0.#} {secondPull.Y:0.#} {end.X:0.#} {end.Y:0.#}");
        }

        Data = data.ToString();
    }

    /// <summary>The path's data, for SVG.</summary>
    public string Data { get; }

    /// <summary>A point in the middle part of the edge, where its label can stand.</summary>
    /// <param name="share">How far along that part, from 0 to 1.</param>
    public GraphPoint At(double share)
    {
        // Where it is level, if it is anywhere: bends and level parts take turns.
        var (start, firstPull, secondPull, end) = _curves[_curves.Count == 1 ? 0 : (_curves.Count / 2) | 1];
        var rest = 1 - share;
        return new(
            Blend(start.X, firstPull.X, secondPull.X, end.X),
            Blend(start.Y, firstPull.Y, secondPull.Y, end.Y));

        // A cubic Bézier curve.
        double Blend(double a, double b, double c, double d) =>
            (rest * rest * rest * a) + (3 * rest * rest * share * b) + (3 * rest * share * share * c) + (share * share * share * d);
    }

    private void Bend(GraphPoint start, GraphPoint end)
    {
        var pull = (end.X - start.X) / 2;
        _curves.Add((start, new(start.X + pull, start.Y), new(end.X - pull, end.Y), end));
    }
}
