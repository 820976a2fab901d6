using Aspire.Hosting.Running.Processes;
using Spectre.Console;

namespace Aspire.Hosting.Running.Terminal;

/// <summary>A table that changes in place until everything is ready; afterwards a line for each thing worth knowing.</summary>
internal sealed class InteractiveTerminal(IAnsiConsole console, bool showLogs) : IRunTerminal
{
    private readonly Lock _lock = new();
    private readonly List<ResourceRow> _rows = [];
    private TaskCompletionSource? _live;
    private Task _drawing = Task.CompletedTask;
    private LiveDisplayContext? _context;
    private bool _wasReady;

    public void Begin(IReadOnlyList<ResourceRow> rows)
    {
        lock (_lock)
        {
            _rows.AddRange(rows);
        }

        // Logs and a table that is drawn in place cannot share a screen.
        if (!showLogs)
        {
            BeginTable();
        }
    }

    public void Update(ResourceRow row)
    {
        lock (_lock)
        {
            var index = _rows.FindIndex(each => each.Name == row.Name);
            var known = index < 0 ? null : _rows[index];

            if (index < 0)
            {
                _rows.Add(row);
            }
            else
            {
                _rows[index] = row;
            }

            if (_context is { } context)
            {
                context.UpdateTarget(ResourceTable.Render(_rows));
            }
            else if (_live is null && !_wasReady && row.Condition is not (ResourceCondition.Busy or ResourceCondition.Idle) && row.Condition != known?.Condition)
            {
                console.Write(ResourceTable.Render([row]));
            }
        }
    }

    public void Ready(TimeSpan elapsed, (string Resource, TimeSpan Duration)? slowest, string? dashboardAddress)
    {
        EndTable();

        lock (_lock)
        {
            if (showLogs)
            {
                console.Write(ResourceTable.Render(_rows));
            }

            _wasReady = true;
            console.WriteLine();
            console.Write(new Text($"{ReadyText.Describe(elapsed, slowest)} ", new Style(Color.Green)));
            console.Write(new Text("Press Ctrl+C to stop.", new Style(decoration: Decoration.Dim)));
            console.WriteLine();

            if (dashboardAddress is not null)
            {
                console.Write(new Text("Dashboard  ", new Style(decoration: Decoration.Bold)));
                console.Write(new Text(dashboardAddress, new Style(Color.Blue)));
                console.WriteLine();
            }

            console.WriteLine();
        }
    }

    public void Notice(string message)
    {
        lock (_lock)
        {
            // While the table is drawn it tells the same.
            if (_live is null)
            {
                console.Write(new Text(message, new Style(decoration: Decoration.Dim)));
                console.WriteLine();
            }
        }
    }

    public void Log(string replica, LogLine line)
    {
        lock (_lock)
        {
            console.Write(new Text($"{replica}  ", LogPrefix.Style(replica)));

            // The program's own colours stay.
            console.Profile.Out.Writer.WriteLine(line.Text);
        }
    }

    public void Stopping()
    {
        EndTable();

        lock (_lock)
        {
            console.WriteLine();
            console.Write(new Text("Stopping. Press Ctrl+C again to kill.", new Style(decoration: Decoration.Dim)));
            console.WriteLine();
        }
    }

    public void Stopped(TimeSpan elapsed)
    {
        lock (_lock)
        {
            console.Write(new Text($"Stopped after {elapsed.TotalSeconds:0.0} s.", new Style(decoration: Decoration.Dim)));
            console.WriteLine();
        }
    }

    public void Error(string message)
    {
        EndTable();

        lock (_lock)
        {
            console.WriteLine();
            console.Write(new Text(message, new Style(Color.Red)));
            console.WriteLine();
        }
    }

    private void BeginTable()
    {
        lock (_lock)
        {
            var live = _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _drawing = console.Live(ResourceTable.Render(_rows)).AutoClear(false).StartAsync(async context =>
            {
                lock (_lock)
                {
                    _context = context;
                    context.UpdateTarget(ResourceTable.Render(_rows));
                }

                await live.Task;
            });
        }
    }

    private void EndTable()
    {
        lock (_lock)
        {
            _context?.UpdateTarget(ResourceTable.Render(_rows));
            _context = null;
            _live?.TrySetResult();
        }

        // Nothing else may write before the last frame.
        _drawing.Wait(TimeSpan.FromSeconds(1));

        lock (_lock)
        {
            _live = null;
        }
    }
}
