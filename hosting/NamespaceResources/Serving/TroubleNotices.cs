using System.Runtime.CompilerServices;
using Grpc.Core;
using NamespaceResources.Contract;
using NamespaceResources.Watching;

namespace NamespaceResources.Serving;

/// <summary>Tells the person in front of the dashboard, above its pages, why what they see may not be all, or not be of now.</summary>
internal sealed class TroubleNotices(ClusterTroubles troubles)
{
    /// <summary>Notices as they come and pass. The dashboard's answers are read so that it may send them: a notice is put away there, and nothing follows from it.</summary>
    public async IAsyncEnumerable<WatchInteractionsResponseUpdate> FollowAsync(IAsyncStreamReader<WatchInteractionsRequestUpdate> answers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = DrainAsync(answers, cancellationToken);
        var shown = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        await foreach (var sentences in troubles.Current.FollowAsync(cancellationToken))
        {
            foreach (var (passed, id) in shown.Where(entry => !sentences.Contains(entry.Key)).ToList())
            {
                shown.Remove(passed);
                yield return new() { InteractionId = id, Complete = new() };
            }

            foreach (var sentence in sentences.Where(sentence => !shown.ContainsKey(sentence)))
            {
                shown.Add(sentence, ++number);
                yield return new()
                {
                    InteractionId = number,
                    Title = "Kubernetes",
                    Message = sentence,
                    ShowDismiss = true,
                    Notification = new() { Intent = MessageIntent.Warning },
                };
            }
        }

        await reading;
    }

    private static async Task DrainAsync(IAsyncStreamReader<WatchInteractionsRequestUpdate> answers, CancellationToken cancellationToken)
    {
        while (await answers.MoveNext(cancellationToken))
        {
        }
    }
}
