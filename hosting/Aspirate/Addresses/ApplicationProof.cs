using Aspirate.Cluster;

namespace Aspirate.Addresses;

/// <summary>Waits until an application answers at its own address, from outside of the cluster.</summary>
internal sealed class ApplicationProof(ClusterConnection connection, string @namespace, TimeProvider time)
{
    // A controller takes some seconds to learn of a new Ingress or route, and not each one tells when it has.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // The same controller may answer at several addresses, and at one of them a moment sooner.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <returns>
    /// The application's answer, from where this machine takes the name for if there is one; or else the last that came from
    /// something else, or <see langword="null"/> when nothing answered.
    /// </returns>
    public async Task<Answer?> WaitAsync(ApplicationAddress address, TimeSpan patience, CancellationToken cancellationToken)
    {
        var entrances = new EntranceAddresses(connection, @namespace);
        var known = await EntranceAddresses.ResolveAsync(address.Url.Host, cancellationToken);
        var started = time.GetTimestamp();
        Answer? elsewhere = null;
        long foundElsewhere = 0;
        Answer? last = null;
        while (true)
        {
            foreach (var target in await entrances.OfAsync(address, cancellationToken))
            {
                switch (await ApplicationProbe.AskAsync(address, target, cancellationToken))
                {
                    case { IsApplication: true } answer when known.Count == 0 || known.Contains(target):
                        return answer;
                    case { IsApplication: true } answer when elsewhere is null:
                        (elsewhere, foundElsewhere) = (answer, time.GetTimestamp());
                        break;
                    case { IsApplication: false } other:
                        last = other;
                        break;
                }
            }

            if (elsewhere is not null && time.GetElapsedTime(foundElsewhere) >= Grace)
            {
                return elsewhere;
            }

            if (time.GetElapsedTime(started) >= patience)
            {
                return elsewhere ?? last;
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
