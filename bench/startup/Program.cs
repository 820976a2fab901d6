// How long it takes from `dotnet run --project AppHost --no-build` until everything is ready, beside the time that the
// slowest service needs by itself: both from the same runs, so under the same load.
//
//   dotnet build AppHost -c Release && dotnet run --project bench/startup -c Release [-- <runs> [<configuration>]]

using System.Globalization;
using Startup.Bench;

var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var configuration = args.Length > 1 ? args[1] : "Release";
var measurements = new List<StartMeasurement>();

// The first one reads everything from the disk.
await AppHostStart.MeasureAsync(configuration);

for (var i = 0; i < runs; i++)
{
    measurements.Add(await AppHostStart.MeasureAsync(configuration));
}

Console.WriteLine("| run | everything ready, s | in the AppHost's process, s | slowest service by itself, s | | ratio |");
Console.WriteLine("|---|---|---|---|---|---|");

foreach (var (measurement, index) in measurements.Select((measurement, index) => (measurement, index + 1)))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {index} | {measurement.Everything.TotalSeconds:0.00} | {measurement.AppHost.TotalSeconds:0.0} | {measurement.Slowest.TotalSeconds:0.0} | {measurement.SlowestName} | {measurement.Ratio:0.00} |"));
}

var median = measurements.OrderBy(measurement => measurement.Ratio).ElementAt(measurements.Count / 2);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nMedian ratio: {median.Ratio:0.00} (to reach: at most 1.30)"));
return median.Ratio <= 1.3 ? 0 : 1;
