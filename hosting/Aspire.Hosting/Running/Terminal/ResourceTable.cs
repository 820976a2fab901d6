using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aspire.Hosting.Running.Terminal;

/// <summary>The resources with their states and addresses.</summary>
internal static class ResourceTable
{
    public static IRenderable Render(IEnumerable<ResourceRow> rows)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns(
            new TableColumn("").Padding(1, 0, 1, 0).NoWrap(),
            new TableColumn("Resource").Padding(0, 0, 3, 0).NoWrap(),
            new TableColumn("State").Padding(0, 0, 3, 0),
            new TableColumn("Address").Padding(0, 0, 0, 0));

        foreach (var row in rows)
        {
            var (symbol, style) = Appearance(row.Condition);
            table.AddRow(
                new Text(symbol, style),
                new Text(row.Name, new Style(decoration: row.Condition is ResourceCondition.Idle ? Decoration.Dim : Decoration.Bold)),
                new Text(row.State, row.Condition is ResourceCondition.Ready ? new Style(decoration: Decoration.Dim) : style),
                new Rows(row.Addresses.Select(address => new Text(address, new Style(Color.Blue)))));
        }

        return table;
    }

    private static (string Symbol, Style Style) Appearance(ResourceCondition condition) => condition switch
    {
        ResourceCondition.Ready => ("✓", new(Color.Green)),
        ResourceCondition.Busy => ("·", new(Color.Yellow)),
        ResourceCondition.Failing => ("✗", new(Color.Red)),
        _ => ("-", new(decoration: Decoration.Dim)),
    };
}
