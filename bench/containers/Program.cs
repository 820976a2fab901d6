// How large the images are, and how long the services take from the start of their process in a container until they are ready:
// compiled ahead (ReadyToRun, as "aspirate build" does it) beside compiled while they run, in turn, so under the same load.
// The application runs in the namespace already (aspirate run); pods like its own are started beside it, one at a time.
//
//   dotnet run -c Release --project bench/containers -- <registry> [<namespace> [<rounds>]]

using System.Globalization;
using Containers.Bench;
using k8s;

if (args.Length == 0)
{
    Console.Error.WriteLine("Which registry? dotnet run -c Release --project bench/containers -- <registry> [<namespace> [<rounds>]]");
    return 1;
}

var @namespace = args.Length > 1 ? args[1] : "devops";
var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 5;
using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(30));
using var client = new Kubernetes(KubernetesClientConfiguration.BuildDefaultConfig());
using var http = new HttpClient();

Variant[] variants =
[
    await Variant.BuildAsync("jit", args[0], "-p:PublishReadyToRun=false"),
    await Variant.BuildAsync("readytorun", args[0], "-p:PublishReadyToRun=true"),
];
string[] services = ["auth", "order", "frontend"];

Console.WriteLine("\n| image | variant | base, MB | packages, MB | application, MB |\n|---|---|---:|---:|---:|");
foreach (var service in services.Append("dashboard"))
{
    foreach (var variant in variants)
    {
        var size = await ImageSize.ReadAsync(http, variant.References[service]);
        Console.WriteLine(Line($"| {service} | {variant.Name} | {size.Base / 1e6:0.0} | {size.Packages / 1e6:0.0} | {size.Application / 1e6:0.00} |"));
    }
}

Console.WriteLine("\n| service | variant | ready, s | processor time, s | ratio of processor time |\n|---|---|---:|---:|---:|");
foreach (var service in services)
{
    var starts = variants.ToDictionary(variant => variant, _ => new List<ContainerStart>());
    for (var round = 0; round <= rounds; round++)
    {
        foreach (var variant in variants)
        {
            var deployment = await client.AppsV1.ReadNamespacedDeploymentAsync(service, @namespace, cancellationToken: cancellation.Token);
            var start = await ContainerStart.MeasureAsync(client, deployment, variant.References[service], cancellation.Token);
            if (round > 0) // the first one reads the image from the disk
            {
                starts[variant].Add(start);
            }
        }
    }

    var reference = Median(starts[variants[0]], start => start.Processor);
    foreach (var variant in variants)
    {
        var processor = Median(starts[variant], start => start.Processor);
        Console.WriteLine(Line($"| {service} | {variant.Name} | {Median(starts[variant], start => start.Ready).TotalSeconds:0.00} | {processor.TotalSeconds:0.00} | {processor / reference:0.00} |"));
    }
}

return 0;

static TimeSpan Median(IEnumerable<ContainerStart> starts, Func<ContainerStart, TimeSpan> value) =>
    starts.Select(value).Order().ToList() switch { var ordered => ordered[ordered.Count / 2] };

static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
