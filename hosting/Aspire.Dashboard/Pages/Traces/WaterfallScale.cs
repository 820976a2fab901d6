using System.Globalization;

namespace Aspire.Dashboard.Pages.Traces;

/// <summary>Where on the waterfall's axis a moment stands.</summary>
/// <param name="total">The duration that fills the axis.</param>
public sealed class WaterfallScale(TimeSpan total)
{
    private readonly double _ticks = Math.Max(1, total.Ticks);

    /// <summary>The axis' marks: from 0 to the whole, in quarters.</summary>
    public IEnumerable<TimeSpan> Marks => Enumerable.Range(0, 5).Select(i => total * (i / 4d));

    /// <summary>Percent of the axis' width, for a style sheet.</summary>
    public string Percent(TimeSpan offset) => Math.Clamp(100 * offset.Ticks / _ticks, 0, 100).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Whether a bar ends so far to the right that its label has to stand before it.</summary>
    public bool LabelGoesBefore(TimeSpan offset, TimeSpan duration) => (offset + duration).Ticks / _ticks > 0.8;

    /// <summary>Whether the bar leaves no room before it either.</summary>
    public bool LabelGoesInside(TimeSpan offset, TimeSpan duration) => LabelGoesBefore(offset, duration) && offset.Ticks / _ticks < 0.2;
}
