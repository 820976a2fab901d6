using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Aspirate.Cluster.Applying.Canaries;
using Aspirate.Cluster.Rollouts.Decisions;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;

namespace Aspirate.Cluster.Rollouts.Canaries;

/// <summary>
/// Counts what became of users' requests, pod by pod, by what the application's own traces tell its dashboard: whatever they asked, and
/// by whatever way they came. It sees them some seconds late, and only those that are traced.
/// </summary>
/// <remarks>It needs the verbs <c>list</c> on pods, <c>get</c> on secrets and <c>create</c> on pods/portforward.</remarks>
internal sealed class ServedRequests(IKubernetes cluster, string @namespace, CanaryTelemetry telemetry, TimeProvider time)
{
    private const string Spans = "api/telemetry/spans?follow=true";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (int Count, int Failures)> _pods = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>Whether the dashboard tells.</summary>
    public bool IsTold { get; private set; }

    /// <summary>What pods have answered since the beginning.</summary>
    public VersionAnswers Of(IEnumerable<string> pods)
    {
        var all = pods.Select(pod => _pods.GetValueOrDefault(pod)).ToList();
        return new(all.Sum(pod => pod.Count), all.Sum(pod => pod.Failures), Median: null);
    }

    /// <summary>Listens until it is cancelled, or the dashboard has no such interface. A dashboard that is away is come back to.</summary>
    public async Task ListenAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await ListenOnceAsync(cancellationToken))
                {
                    return;
                }
            }
            catch (Exception lost) when (PodConnection.IsWay(lost) || lost is IOException or JsonException || LostConnection.Is(lost, cancellationToken))
            {
                IsTold = false;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <returns>Whether it is worth another try.</returns>
    private async Task<bool> ListenOnceAsync(CancellationToken cancellationToken)
    {
        var selector = string.Join(',', telemetry.Selector.Select(label => $"{label.Key}={label.Value}"));
        var pods = await cluster.CoreV1.ListNamespacedPodAsync(@namespace, labelSelector: selector, cancellationToken: cancellationToken);
        if (pods.Items.FirstOrDefault(pod => pod.Metadata.DeletionTimestamp is null && PodReading.IsReady(pod)) is not { } dashboard)
        {
            return true;
        }

        if (PodConnection.PortOf(dashboard, telemetry.Port) is not { } port || await KeyAsync(cancellationToken) is not { } key)
        {
            return false;
        }

        using var connection = await PodConnection.OpenAsync(cluster, @namespace, dashboard, port, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, Spans);
        request.Headers.Add("X-API-Key", key);
        using var response = await connection.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return (int)response.StatusCode >= 500;
        }

        IsTold = true;
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0)
            {
                Count(ServedSpan.Read(line));
            }
        }

        IsTold = false;
        return true;
    }

    // Whoever comes back is told once more of what there is.
    private void Count(IEnumerable<ServedSpan> spans)
    {
        foreach (var span in spans.Where(span => span.Ended >= _started && _seen.Add(span.Id)))
        {
            var failure = span.Status >= 500 ? 1 : 0;
            _pods.AddOrUpdate(span.Pod, (1, failure), (_, known) => (known.Count + 1, known.Failures + failure));
        }
    }

    private async Task<string?> KeyAsync(CancellationToken cancellationToken)
    {
        var secret = await cluster.CoreV1.ReadNamespacedSecretAsync(telemetry.SecretName, @namespace, cancellationToken: cancellationToken);
        return secret.Data?.TryGetValue(CanaryTelemetry.KeyName, out var key) is true ? Encoding.UTF8.GetString(key) : null;
    }
}
