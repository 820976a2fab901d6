// How long it takes from `dotnet run --project … --no-build` until all three services answer: AppHost/ beside the plain official model of
// the same services with the same replicas, in turns, so that both meet the same load.
//
//   dotnet run --project bench/startup [-- <runs>]

using System.Globalization;
using Startup.Bench;

var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
const double Limit = 0.65;
const string Plain = "bench/startup/PlainAppHost";
const string Ours = "AppHost";

// The first starts read everything from the disk, and make the databases.
await AppHostStart.BuildAsync(Plain);
await AppHostStart.BuildAsync(Ours);
await AppHostStart.MeasureAsync(Plain);
await AppHostStart.MeasureAsync(Ours);

Console.WriteLine("| run | plain official model, s | AppHost/, s | ratio |");
Console.WriteLine("|---:|---:|---:|---:|");
var ratios = new List<double>();

for (var run = 1; run <= runs; run++)
{
    var plain = await AppHostStart.MeasureAsync(Plain);
    var ours = await AppHostStart.MeasureAsync(Ours);
    ratios.Add(ours / plain);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {run} | {plain.TotalSeconds:0.0} | {ours.TotalSeconds:0.0} | {ours / plain:0.00} |"));
}

var median = ratios.Order().ElementAt(runs / 2);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nMedian ratio: {median:0.00} (to reach: at most {Limit:0.00})"));
return median <= Limit ? 0 : 1;
