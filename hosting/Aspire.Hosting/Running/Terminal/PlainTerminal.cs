using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Terminal;

/// <summary>One plain line for each thing that happens: for files, pipes and build servers.</summary>
internal sealed class PlainTerminal(TextWriter output, TextWriter error) : IRunTerminal
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceRow> _rows = [];
    private int _nameWidth;
    private bool _isStopping;

    public void Begin(IReadOnlyList<ResourceRow> rows)
    {
        _nameWidth = rows.Max(row => (int?)row.Name.Length) ?? 0;
        Write(output, $"Starting {string.Join(", ", rows.Select(row => row.Name))}");
    }

    public void Update(ResourceRow row)
    {
        lock (_lock)
        {
            var known = _rows.GetValueOrDefault(row.Name);
            _rows[row.Name] = row;

            // What is merely on its way is not worth a line; what fails is told as it happens.
            if (_isStopping || row.Condition is ResourceCondition.Busy or ResourceCondition.Failing || (known is not null && known.Condition == row.Condition && known.State == row.State))
            {
                return;
            }

            output.WriteLine($"  {row.Name.PadRight(_nameWidth)}  {row.State}  {string.Join("  ", row.Addresses)}".TrimEnd());
        }
    }

    public void Ready(TimeSpan elapsed, (string Resource, TimeSpan Duration)? slowest, string? dashboardAddress)
    {
        Write(output, ReadyText.Describe(elapsed, slowest));

        if (dashboardAddress is not null)
        {
            Write(output, $"Dashboard: {dashboardAddress}");
        }

        Write(output, "Press Ctrl+C to stop.");
    }

    public void Notice(string message) => Write(output, message);

    public void Log(string replica, LogLine line) => Write(output, $"[{replica}] {line.Text}");

    public void Stopping()
    {
        lock (_lock)
        {
            _isStopping = true;
            output.WriteLine("Stopping. Press Ctrl+C again to kill.");
        }
    }

    public void Stopped(TimeSpan elapsed) => Write(output, $"Stopped after {elapsed.TotalSeconds:0.0} s.");

    public void Error(string message) => Write(error, $"Error: {message}");

    private void Write(TextWriter writer, string line)
    {
        lock (_lock)
        {
            writer.WriteLine(line);
        }
    }
}
