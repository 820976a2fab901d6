using System.Globalization;
using k8s;
using k8s.Models;

namespace Containers.Bench;

/// <summary>One start of a service in a container.</summary>
/// <param name="Ready">From the start of its process until it says that it is ready.</param>
/// <param name="Processor">The processor time that it took until then.</param>
internal sealed record ContainerStart(TimeSpan Ready, TimeSpan Processor)
{
    private const int TicksPerSecond = 100; // of /proc, on every Linux

    // Runs beside the service and sees its process: the cluster's own times have a resolution of seconds.
    private const string Watch = """
        while [ -z "$pid" ]; do
          for p in /proc/[0-9]*; do
            read -r name < $p/comm && [ "$name" = dotnet ] && pid=${p#/proc/}
          done 2> /dev/null
        done
        until wget -q -O /dev/null http://127.0.0.1:PORTPATH 2> /dev/null; do sleep 0.05; done
        read -r now rest < /proc/uptime
        stat=$(cat /proc/$pid/stat)
        set -- ${stat##*) }
        echo "ready $now ${20} ${12} ${13}"
        sleep 3600
        """;

    /// <summary>Starts a pod like those of a Deployment with another image, and measures.</summary>
    public static async Task<ContainerStart> MeasureAsync(IKubernetes client, V1Deployment deployment, string image, CancellationToken cancellationToken)
    {
        var pod = await client.CoreV1.CreateNamespacedPodAsync(PodLike(deployment, image), deployment.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        try
        {
            while (true)
            {
                if (await ReadAsync(client, pod, cancellationToken) is { } start)
                {
                    return start;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
            }
        }
        finally
        {
            await client.CoreV1.DeleteNamespacedPodAsync(pod.Metadata.Name, pod.Metadata.NamespaceProperty, gracePeriodSeconds: 0, cancellationToken: CancellationToken.None);
        }
    }

    private static async Task<ContainerStart?> ReadAsync(IKubernetes client, V1Pod pod, CancellationToken cancellationToken)
    {
        var current = await client.CoreV1.ReadNamespacedPodAsync(pod.Metadata.Name, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        if (current.Status.InitContainerStatuses?.FirstOrDefault(status => status.Name == "watch")?.State?.Running is null)
        {
            return null;
        }

        await using var log = await client.CoreV1.ReadNamespacedPodLogAsync(pod.Metadata.Name, pod.Metadata.NamespaceProperty, container: "watch", cancellationToken: cancellationToken);
        using var reader = new StreamReader(log);
        if ((await reader.ReadToEndAsync(cancellationToken)).Split(' ', StringSplitOptions.TrimEntries) is not ["ready", var now, var started, var user, var system])
        {
            return null;
        }

        return new(
            TimeSpan.FromSeconds(Number(now) - (Number(started) / TicksPerSecond)),
            TimeSpan.FromSeconds((Number(user) + Number(system)) / TicksPerSecond));
    }

    private static V1Pod PodLike(V1Deployment deployment, string image)
    {
        var spec = deployment.Spec.Template.Spec;
        var service = spec.Containers[0];
        var probe = service.ReadinessProbe.HttpGet;
        service.Image = image;
        service.Resources.Requests.Clear(); // a busy node still takes it
        spec.ShareProcessNamespace = true;
        spec.InitContainers =
        [
            new V1Container
            {
                Name = "watch",
                Image = "docker.io/library/busybox:1.36",
                RestartPolicy = "Always",
                Command = ["sh", "-c", Watch.Replace("PORT", $"{service.Ports.First(port => port.Name == probe.Port.Value).ContainerPort}", StringComparison.Ordinal).Replace("PATH", probe.Path, StringComparison.Ordinal)],
                SecurityContext = service.SecurityContext,
            },
        ];
        return new()
        {
            Metadata = new() { GenerateName = $"{deployment.Metadata.Name}-bench-", NamespaceProperty = deployment.Metadata.NamespaceProperty, Labels = deployment.Spec.Template.Metadata.Labels },
            Spec = spec,
        };
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
