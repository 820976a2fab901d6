using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Aspire.Hosting.Running.Dashboard;

/// <summary>Lets nobody in without this run's key: the service tells environments and executes commands.</summary>
internal sealed class ApiKeyInterceptor(string key) : Interceptor
{
    private const string Header = "x-resource-service-api-key";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Authenticate(context);
        return continuation(request, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Authenticate(context);
        return continuation(request, responseStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Authenticate(context);
        return continuation(requestStream, responseStream, context);
    }

    private void Authenticate(ServerCallContext context)
    {
        var given = Encoding.UTF8.GetBytes(context.RequestHeaders.GetValue(Header) ?? "");

        if (!CryptographicOperations.FixedTimeEquals(given, _key))
        {
            throw new RpcException(new(StatusCode.Unauthenticated, $"The header {Header} is missing or wrong."));
        }
    }
}
