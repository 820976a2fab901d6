using Aspire.Dashboard.Pages.Graphs;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class LayeredLayoutSpec
{
    [Fact]
    public void Each_node_lies_to_the_right_of_those_that_call_it()
    {
        (string From, string To)[] edges = [("gateway", "frontend"), ("gateway", "auth"), ("frontend", "order"), ("order", "auth"), ("order", "db")];
        var layout = new LayeredLayout(["auth", "db", "frontend", "gateway", "order"], edges, 100, 50);
        foreach (var (from, to) in edges)
        {
            layout[to].X.ShouldBeGreaterThan(layout[from].X, $"{from} → {to}");
        }
    }

    [Fact]
    public void Cycles_and_calls_to_oneself_do_no_harm()
    {
        var layout = new LayeredLayout(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a"), ("b", "b"), ("a", "unknown")], 100, 50);
        (layout["a"] == layout["b"] || layout["b"] == layout["c"] || layout["a"] == layout["c"]).ShouldBeFalse();
    }

    [Fact]
    public void No_two_nodes_lie_on_each_other_and_the_picture_is_always_the_same()
    {
        string[] nodes = [.. Enumerable.Range(0, 30).Select(i => $"n{i}")];
        var edges = Enumerable.Range(0, 60).Select(i => ($"n{i * 7 % 30}", $"n{i * 11 % 30}")).ToArray();
        var one = new LayeredLayout(nodes, edges, 100, 50);
        var other = new LayeredLayout(nodes.Reverse(), edges.Reverse(), 100, 50);
        nodes.Select(n => one[n]).Distinct().Count().ShouldBe(30);
        nodes.ShouldAllBe(n => one[n] == other[n]);
    }

    [Fact]
    public void An_edge_that_skips_a_layer_passes_between_its_nodes()
    {
        var layout = new LayeredLayout(["a", "b", "c"], [("a", "b"), ("b", "c"), ("a", "c")], 100, 50);

        var place = layout.Way("a", "c").ShouldHaveSingleItem();

        place.X.ShouldBe(layout["b"].X);
        Math.Abs(place.Y - layout["b"].Y).ShouldBe(50);
        layout.Way("a", "b").ShouldBeEmpty();
    }

    [Fact]
    public void Labels_stand_neither_on_nodes_nor_on_each_other()
    {
        // Two edges that cross each other in the middle.
        GraphPoint[] nodes = [new(100, 50), new(100, 150), new(400, 50), new(400, 150)];
        var places = new LabelPlaces(80, 30);
        Array.ForEach(nodes, node => places.Take(node, 150, 50));

        var one = places.Place(new EdgePath(nodes[0], [], nodes[3], 150, 50));
        var other = places.Place(new EdgePath(nodes[1], [], nodes[2], 150, 50));

        Math.Abs(one.Y - other.Y).ShouldBeGreaterThanOrEqualTo(30);
    }
}
