using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>A row of a <see cref="LiveTable{TItem}"/>: drawn anew only when it shows something else, however often the list is asked for.</summary>
/// <typeparam name="TItem">What the row shows.</typeparam>
public sealed class LiveRow<TItem> : ComponentBase
{
    private object? _drawn;

    /// <summary>What the row shows.</summary>
    [Parameter, EditorRequired]
    public required TItem Item { get; set; }

    /// <summary>All that the drawing depends on; equal states look the same.</summary>
    [Parameter, EditorRequired]
    public required object State { get; set; }

    /// <summary>Draws the row.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<TItem> Content { get; set; }

    /// <inheritdoc/>
    protected override bool ShouldRender() => !Equals(_drawn, State);

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _drawn = State;
        builder.AddContent(0, Content(Item));
    }
}
