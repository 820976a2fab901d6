namespace Aspire.Dashboard.Pages.ConsoleLogs;

/// <summary>
/// Where the lines stand when long ones are wrapped: all rows have one height, so that a hundred thousand lines can be
/// scrolled without being measured.
/// </summary>
public sealed class ConsoleRows
{
    private int[] _starts = [0];
    private int _columns;
    private int _count;

    /// <summary>How many rows there are.</summary>
    public int Count => _columns == 0 ? _count : _starts[_count];

    /// <summary>How many characters a row has; 0 if lines are not wrapped.</summary>
    public int Columns => _columns;

    /// <summary>Places all lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="columns">How many characters a row has; 0 to wrap no line.</param>
    public void Arrange(ConsoleBuffer lines, int columns)
    {
        (_columns, _count) = (columns, lines.Count);
        if (columns == 0)
        {
            return;
        }

        if (_starts.Length <= lines.Count)
        {
            _starts = new int[Math.Max(lines.Count + 1, 2 * _starts.Length)];
        }

        for (var i = 0; i < lines.Count; i++)
        {
            _starts[i + 1] = _starts[i] + Math.Max(1, (lines[i].Length + columns - 1) / columns);
        }
    }

    /// <summary>The first row of a line.</summary>
    public int RowOf(int line) => _columns == 0 ? line : _starts[line];

    /// <summary>The line of a row, and which part of it the row shows.</summary>
    public (int Line, int Part) LineOf(int row)
    {
        if (_columns == 0)
        {
            return (row, 0);
        }

        var found = Array.BinarySearch(_starts, 0, _count, row);
        var line = found >= 0 ? found : ~found - 1;
        return (line, row - _starts[line]);
    }
}
