using System.Globalization;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>Writes times as the person at the browser reads them. One for each circuit.</summary>
public sealed class BrowserClock(TimeProvider clock)
{
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Sets the time zone.</summary>
    /// <param name="id">IANA name.</param>
    /// <param name="offsetMinutes">Minutes east of UTC now, for a machine that does not know the zone.</param>
    public void SetZone(string id, int offsetMinutes)
    {
        _zone = TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : TimeZoneInfo.CreateCustomTimeZone(id, TimeSpan.FromMinutes(offsetMinutes), id, id);
    }

    /// <summary>The same moment on the browser's clock.</summary>
    public DateTimeOffset Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone);

    /// <summary>Time of day to the millisecond, with the date when it is another day.</summary>
    public string Time(DateTimeOffset time)
    {
        var local = Local(time);
        return local.Date == Local(Now).Date
            ? local.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)
            : local.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
    }

    /// <summary>Time of day to the second, with the date when it is another day.</summary>
    public string ShortTime(DateTimeOffset time)
    {
        var local = Local(time);
        return local.Date == Local(Now).Date
            ? local.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : local.ToString("MMM d, HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Date and time with the offset, for details and tooltips.</summary>
    public string Full(DateTimeOffset time) => Local(time).ToString("yyyy-MM-dd HH:mm:ss.ffffff zzz", CultureInfo.InvariantCulture);
}
