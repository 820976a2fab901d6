namespace NamespaceResources.Tests;

/// <summary>Waits for what another program has seen, of which nobody tells.</summary>
internal static class WaitFor
{
    public static async Task Async(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }
}
