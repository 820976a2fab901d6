using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Order.Tests;

/// <summary>One open stream of events.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private EventStream(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items)
    {
        _response = response;
        _items = items;
    }

    public HttpResponseHeaders Headers => _response.Headers;

    public string? LastEventId { get; private set; }

    /// <summary>Opens a stream and waits until it is known to be live.</summary>
    public static async Task<EventStream> OpenAsync(HttpClient client, string? lastEventId = null, string query = "")
    {
        var stream = await ConnectAsync(client, lastEventId, query);
        var first = (await stream.NextAsync()).ShouldNotBeNull();
        first.EventType.ShouldBe("heartbeat");
        first.Data.ShouldBe("{}");
        return stream;
    }

    /// <summary>Opens a stream; missed events come first.</summary>
    public static async Task<EventStream> ConnectAsync(HttpClient client, string? lastEventId = null, string query = "")
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/orders/events{query}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
        response.Content.Headers.ContentType?.MediaType.ShouldBe("text/event-stream");
        var body = await response.Content.ReadAsStreamAsync(cancellation);
        return new EventStream(response, SseParser.Create(body).EnumerateAsync(cancellation).GetAsyncEnumerator(cancellation));
    }

    /// <summary>The next item of any kind; null at the end.</summary>
    public async Task<SseItem<string>?> NextAsync()
    {
        if (!await _items.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken))
        {
            return null;
        }

        LastEventId = _items.Current.EventId ?? LastEventId;
        return _items.Current;
    }

    /// <summary>The next change of an order, as "id status".</summary>
    public async Task<string> NextChangeAsync()
    {
        while (await NextAsync() is { } item)
        {
            if (item.EventType == "order")
            {
                var change = JsonSerializer.Deserialize<JsonElement>(item.Data);
                return $"{change.GetProperty("orderId").GetString()} {change.GetProperty("status").GetString()}";
            }
        }

        throw new InvalidOperationException("The stream has ended.");
    }

    public async ValueTask DisposeAsync()
    {
        await _items.DisposeAsync();
        _response.Dispose();
    }
}
