using System.Collections.Concurrent;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>Gives each resource a colour, the same on every page for as long as the dashboard runs.</summary>
public sealed class ResourcePalette
{
    /// <summary>How many colours the style sheet defines (<c>--r0</c> and on).</summary>
    public const int Size = 12;

    private readonly ConcurrentDictionary<string, int> _colors = new(StringComparer.OrdinalIgnoreCase);
    private int _next = -1;

    /// <summary>The colour's number, 0 to <see cref="Size"/> - 1; a name not seen before takes the next one.</summary>
    public int IndexOf(string resourceName) =>
        _colors.TryGetValue(resourceName, out var known) ? known : _colors.GetOrAdd(resourceName, _ => Interlocked.Increment(ref _next) % Size);
}
