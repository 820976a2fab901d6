using System.Globalization;

namespace Aspire.Dashboard.Pages.Graphs;

/// <summary>The curve from one node's side to another's.</summary>
public sealed class EdgePath
{
    /// <summary>Draws from the right side of one node to the left side of the other, or around when the other lies to the left.</summary>
    /// <param name="from">The first node's centre.</param>
    /// <param name="to">The second node's centre.</param>
    /// <param name="nodeWidth">The nodes' width in pixels.</param>
    /// <param name="nodeHeight">The nodes' height in pixels.</param>
    public EdgePath(GraphPoint from, GraphPoint to, double nodeWidth, double nodeHeight)
    {
        GraphPoint start, firstPull, secondPull, end;
        if (to.X > from.X)
        {
            start = new(from.X + (nodeWidth / 2), from.Y);
            end = new(to.X - (nodeWidth / 2) - 5, to.Y);
            var pull = (end.X - start.X) / 2;
            firstPull = new(start.X + pull, start.Y);
            secondPull = new(end.X - pull, end.Y);
        }
        else
        {
            // Back, beneath the nodes.
            start = new(from.X, from.Y + (nodeHeight / 2));
            end = new(to.X, to.Y + (nodeHeight / 2) + 5);
            var low = Math.Max(start.Y, end.Y) + 40;
            firstPull = new(start.X, low);
            secondPull = new(end.X, low);
        }

        Data = string.Create(
            CultureInfo.InvariantCulture,
            $"M{start.X:0.#} {start.Y:0.#}C{firstPull.X:0.#} {firstPull.Y:0.#} {secondPull.X:0.#} {secondPull.Y:0.#} {end.X:0.#} {end.Y:0.#}");
        // A cubic Bézier's middle.
        Middle = new((start.X + (3 * firstPull.X) + (3 * secondPull.X) + end.X) / 8, (start.Y + (3 * firstPull.Y) + (3 * secondPull.Y) + end.Y) / 8);
    }

    /// <summary>The path's data, for SVG.</summary>
    public string Data { get; }

    /// <summary>The middle of the curve, where its label stands.</summary>
    public GraphPoint Middle { get; }
}
