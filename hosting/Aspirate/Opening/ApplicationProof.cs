using Aspire.Hosting.Kubernetes.Cluster;

namespace Aspirate.Opening;

/// <summary>Waits until an application answers at its own address, from outside of the cluster.</summary>
internal sealed class ApplicationProof(ClusterConnection connection, string @namespace, TimeProvider time)
{
    // An Ingress controller takes some seconds to learn of a new Ingress, and tells nobody when it has.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <returns>The application's answer, or else the last that came from something else, or <see langword="null"/> when nothing answered.</returns>
    public async Task<Answer?> WaitAsync(ApplicationAddress address, TimeSpan patience, CancellationToken cancellationToken)
    {
        var entrances = new EntranceAddresses(connection, @namespace);
        var started = time.GetTimestamp();
        Answer? last = null;
        while (true)
        {
            foreach (var target in await entrances.OfAsync(address, cancellationToken))
            {
                if (await ApplicationProbe.AskAsync(address, target, cancellationToken) is not { } answer)
                {
                    continue;
                }

                if (answer.IsApplication)
                {
                    return answer;
                }

                last = answer;
            }

            if (time.GetElapsedTime(started) >= patience)
            {
                return last;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
