using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>The last lines of a log, to be shown when a program has failed.</summary>
internal sealed class LogTail
{
    private const int Capacity = 15;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new(Capacity);

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(LogLine line)
    {
        lock (_lock)
        {
            if (_lines.Count == Capacity)
            {
                _lines.Dequeue();
            }

            _lines.Enqueue(line.Text);
        }
    }
}
