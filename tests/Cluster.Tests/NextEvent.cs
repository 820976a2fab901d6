namespace Cluster.Tests;

/// <summary>The next thing that happens to what is watched, whatever it is: time to look again.</summary>
internal static class NextEvent
{
    public static async Task WaitAsync<T>(IAsyncEnumerable<T> watch)
    {
        try
        {
            await foreach (var _ in watch)
            {
                return;
            }
        }
        catch (HttpRequestException ended) when (ended.InnerException is EndOfStreamException)
        {
            // The client takes it for an error that nothing has happened before the server's time was over.
        }
    }
}
