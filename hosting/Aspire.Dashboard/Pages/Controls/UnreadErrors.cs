using System.Collections.Concurrent;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>Counts the errors that were logged since somebody last looked at the log records of their resource.</summary>
public sealed class UnreadErrors(ILogReader logs)
{
    private readonly ConcurrentDictionary<ResourceSelection, int> _read = new();

    /// <summary>Raised when something counts as read.</summary>
    public event Action? MarkedRead;

    /// <summary>Unread errors of all resources.</summary>
    public int Total() => Count(_ => true);

    /// <summary>Unread errors of a resource, by the name that it reports as <c>service.name</c>.</summary>
    public int Of(ResourceSelection resource) => Count(r => Concerns(resource, r));

    /// <summary>Counts as read what is kept of a resource; of all when there is none.</summary>
    public void MarkRead(ResourceSelection? resource)
    {
        var changed = false;
        foreach (var (who, count) in logs.GetErrorCounts())
        {
            if (resource is null || Concerns(resource, who))
            {
                changed |= _read.GetValueOrDefault(who) != count;
                _read[who] = count;
            }
        }

        if (changed)
        {
            MarkedRead?.Invoke();
        }
    }

    private int Count(Func<ResourceSelection, bool> which)
    {
        var unread = 0;
        foreach (var (who, count) in logs.GetErrorCounts())
        {
            if (which(who))
            {
                // Old records are dropped at the limit: what was read cannot be more than what is kept.
                var read = Math.Min(_read.GetValueOrDefault(who), count);
                unread += count - read;
            }
        }

        return unread;
    }

    private static bool Concerns(ResourceSelection asked, ResourceSelection one) =>
        string.Equals(asked.Name, one.Name, StringComparison.OrdinalIgnoreCase)
        && (asked.InstanceId is null || string.Equals(asked.InstanceId, one.InstanceId, StringComparison.OrdinalIgnoreCase));
}
