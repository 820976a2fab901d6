namespace Frontend.Tests.Shop;

/// <summary>An open event stream, read as a browser reads it.</summary>
public sealed class EventReader : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    public HttpResponseMessage Response => _response;

    /// <summary>Opens a stream and waits for its first sign of life.</summary>
    public static async Task<EventReader> OpenAsync(Browser browser, string path = "/my/orders/events")
    {
        var response = await browser.Http.GetAsync(new Uri(browser.Address, path), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var events = new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
        await events.ReadUntilAsync("event: heartbeat");
        return events;
    }

    /// <summary>The next line that begins so.</summary>
    public async Task<string> ReadUntilAsync(string start)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The stream ended before '{start}' came.");
    }

    /// <summary>What comes until the stream ends.</summary>
    public Task<string> ReadToEndAsync() => _reader.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }

    private Task<string?> ReadLineAsync() => _reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
}
