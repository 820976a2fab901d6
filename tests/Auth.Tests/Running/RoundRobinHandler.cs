namespace Auth.Tests.Running;

/// <summary>What a load balancer does: each request goes to the next replica.</summary>
internal sealed class RoundRobinHandler(IReadOnlyList<HttpMessageHandler> replicas) : HttpMessageHandler
{
    private readonly HttpMessageInvoker[] _replicas = [.. replicas.Select(replica => new HttpMessageInvoker(replica))];
    private int _next = -1;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _replicas[(uint)Interlocked.Increment(ref _next) % _replicas.Length].SendAsync(request, cancellationToken);
}
