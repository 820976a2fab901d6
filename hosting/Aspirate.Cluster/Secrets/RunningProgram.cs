using System.Net.WebSockets;
using System.Text;
using Aspirate.Cluster.Secrets.Templates;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace Aspirate.Cluster.Secrets;

/// <summary>
/// Tells a running program a new value, by the command that its template declares. It and the value before go to the command's standard
/// input, so they are on no command line and in no log of the cluster.
/// </summary>
internal sealed class RunningProgram(IKubernetes client, string @namespace)
{
    private const string NameLabel = "app.kubernetes.io/name";
    private static readonly string[] SelectorLabels = [NameLabel, "app.kubernetes.io/instance"];

    /// <exception cref="ClusterException">No pod of the program runs, or the command fails; the message says what it said.</exception>
    public async Task TellAsync(SecretTemplate template, string parameter, ValueChange change, StoredParameter values, CancellationToken cancellationToken)
    {
        string[] lines = [values.Value, values.Previous ?? ""];
        if (lines.Any(line => line.AsSpan().ContainsAny('\r', '\n')))
        {
            throw new ClusterException($"The value of {parameter} has several lines, and can be told to a running program in one only. Give another value.");
        }

        foreach (var pod in await PodsAsync(template, parameter, change, cancellationToken))
        {
            await TellAsync(pod, parameter, change, lines, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> PodsAsync(SecretTemplate template, string parameter, ValueChange change, CancellationToken cancellationToken)
    {
        var labels = template.Metadata.Labels ?? new Dictionary<string, string>();
        var selector = string.Join(',', SelectorLabels.Where(labels.ContainsKey).Select(label => $"{label}={(label == NameLabel ? change.Workload ?? labels[label] : labels[label])}"));
        if (selector.Length == 0)
        {
            throw new ClusterException($"The template {template.Metadata.Name} has no labels by which its pods could be found. Write it anew with: aspirate generate");
        }

        var pods = await client.CoreV1.ListNamespacedPodAsync(@namespace, labelSelector: selector, cancellationToken: cancellationToken);
        string[] running = [.. pods.Items.Where(IsReady).Select(pod => pod.Metadata.Name)];
        return running.Length > 0
            ? running
            : throw new ClusterException($"No pod ({selector}) is ready in namespace '{@namespace}', so its program cannot be told the new {parameter}. Once one is, repeat the command: it goes on from here.");
    }

    private static bool IsReady(V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null && pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) is true;

    private async Task TellAsync(string pod, string parameter, ValueChange change, string[] lines, CancellationToken cancellationToken)
    {
        var said = "";
        try
        {
            var exitCode = await client.NamespacedPodExecAsync(
                pod,
                @namespace,
                change.Container,
                change.Command,
                tty: false,
                async (input, output, error) =>
                {
                    var printed = Task.WhenAll(ReadAsync(output), ReadAsync(error));
                    await input.WriteAsync(Encoding.UTF8.GetBytes($"{string.Join('\n', lines)}\n"), cancellationToken);
                    await input.FlushAsync(cancellationToken);
                    said = string.Join(' ', await printed).Trim();
                },
                cancellationToken);
            if (exitCode != 0)
            {
                throw Failed($"it ended with exit code {exitCode}: {said}");
            }
        }
        catch (Exception exception) when (exception is KubernetesException or WebSocketException or HttpOperationException)
        {
            throw Failed(exception.Message);
        }

        async Task<string> ReadAsync(Stream stream)
        {
            using var reader = new StreamReader(stream, Encoding.UTF8);
            return await reader.ReadToEndAsync(cancellationToken);
        }

        // A program may repeat in its complaint what it was given.
        ClusterException Failed(string reason) => new(
            $"The command in pod {pod} that tells the running program the new {parameter} failed: {lines.Where(line => line.Length > 0).Aggregate(reason, (text, line) => text.Replace(line, "***", StringComparison.Ordinal))} The value before stays in force; repeat the command when this is fixed.");
    }
}
