namespace Aspire.Dashboard.Pages.Graphs;

/// <summary>Finds a place for each edge's label, one after the other, where no node and no other label stands.</summary>
/// <param name="width">The labels' width in pixels.</param>
/// <param name="height">The labels' height in pixels.</param>
public sealed class LabelPlaces(double width, double height)
{
    // The middle first.
    private static readonly double[] Shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

    private readonly List<(GraphPoint Centre, double Width, double Height)> _taken = [];

    /// <summary>Takes the place of a node.</summary>
    public void Take(GraphPoint centre, double nodeWidth, double nodeHeight) => _taken.Add((centre, nodeWidth, nodeHeight));

    /// <summary>The centre of an edge's label.</summary>
    public GraphPoint Place(EdgePath edge)
    {
        var free = Shares.Select(edge.At).Where(IsFree).Take(1).ToList();
        var centre = free.Count > 0 ? free[0] : edge.At(0.5);
        _taken.Add((centre, width, height));
        return centre;
    }

    private bool IsFree(GraphPoint centre) => _taken.TrueForAll(other =>
        Math.Abs(other.Centre.X - centre.X) >= (other.Width + width) / 2 || Math.Abs(other.Centre.Y - centre.Y) >= (other.Height + height) / 2);
}
