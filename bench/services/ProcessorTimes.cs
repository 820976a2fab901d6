using System.Diagnostics;
using System.Globalization;

namespace Services.Bench;

/// <summary>Which program has used how much of the processors: unlike a rate, hardly changed by what else runs on the machine.</summary>
/// <param name="entrance">The entrance.</param>
/// <param name="orders">The order service's replicas.</param>
/// <param name="shops">The shop's.</param>
/// <param name="databaseServer">PostgreSQL's first process; null when the server is not on this machine.</param>
internal sealed class ProcessorTimes(BenchProgram entrance, IReadOnlyList<BenchProgram> orders, IReadOnlyList<BenchProgram> shops, int? databaseServer)
{
    private const double TicksPerSecond = 100;

    public ProcessorUse Now() => new(
        Process.GetCurrentProcess().TotalProcessorTime,
        entrance.ProcessorTime,
        Sum(orders.Select(order => order.ProcessorTime)),
        Sum(shops.Select(shop => shop.ProcessorTime)),
        databaseServer is { } server ? OfServer(server) : TimeSpan.Zero);

    /// <summary>What programs have used that this one has started, and that have ended since.</summary>
    public static TimeSpan Ended() => TimeSpan.FromSeconds(Read(Environment.ProcessId)!.Value.Ended / TicksPerSecond);

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);

    // The first process counts the connections that have ended.
    private static TimeSpan OfServer(int server)
    {
        var ticks = 0L;
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var process) || Read(process) is not { } stat)
            {
                continue;
            }

            if (process == server)
            {
                ticks += stat.Own + stat.Ended;
            }
            else if (stat.Parent == server)
            {
                ticks += stat.Own;
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    // proc(5)
    private static (int Parent, long Own, long Ended)? Read(int process)
    {
        try
        {
            // The name, in brackets, may hold blanks.
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
            return ((int)Field(4), Field(14) + Field(15), Field(16) + Field(17));
        }
        catch (IOException)
        {
            // It has ended.
            return null;
        }
    }
}

/// <summary>Time on processors, by program.</summary>
internal sealed record ProcessorUse(TimeSpan Client, TimeSpan Entrance, TimeSpan Orders, TimeSpan Shops, TimeSpan Database)
{
    public static ProcessorUse operator -(ProcessorUse later, ProcessorUse earlier) => new(
        later.Client - earlier.Client, later.Entrance - earlier.Entrance, later.Orders - earlier.Orders, later.Shops - earlier.Shops, later.Database - earlier.Database);
}

/// <summary>What a measurement has found.</summary>
/// <param name="Count">How many answers there were.</param>
/// <param name="Time">In which time.</param>
/// <param name="Use">What they cost altogether.</param>
internal sealed record Measured(int Count, TimeSpan Time, ProcessorUse Use)
{
    /// <summary>Answers per second.</summary>
    public double Rate => Count / Time.TotalSeconds;

    /// <summary>Milliseconds of one processor for each answer.</summary>
    public double Each(Func<ProcessorUse, TimeSpan> part) => part(Use).TotalMilliseconds / Count;

    /// <summary>The same of all programs together.</summary>
    public double EachTogether => Each(use => use.Client + use.Entrance + use.Orders + use.Shops + use.Database);
}
