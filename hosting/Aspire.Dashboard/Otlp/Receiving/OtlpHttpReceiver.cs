using System.Net.Mime;
using Aspire.Dashboard.Otlp.Decoding;
using Aspire.Dashboard.Otlp.Json;
using Aspire.Dashboard.Telemetry.Wire;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>OTLP over HTTP: one request, one answer, protobuf or JSON (OTLP specification, "OTLP/HTTP").</summary>
internal sealed class OtlpHttpReceiver(BodyReader bodies, OtlpApiKey apiKey, OtlpIngest ingest, OtlpJson json)
{
    private const string Protobuf = "application/x-protobuf";
    private const string RetryAfterSeconds = "1";

    public async Task ReceiveAsync(HttpContext context, OtlpSignal signal)
    {
        var isJson = IsMediaType(context.Request, MediaTypeNames.Application.Json);

        if (!isJson && !IsMediaType(context.Request, Protobuf))
        {
            await FailAsync(context, isJson: true, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument,
                $"The content type must be {Protobuf} or {MediaTypeNames.Application.Json}.");
            return;
        }

        if (!apiKey.IsAccepted(context.Request))
        {
            await FailAsync(context, isJson, StatusCodes.Status401Unauthorized, StatusCode.Unauthenticated,
                $"The header {OtlpApiKey.HeaderName} is missing or wrong.");
            return;
        }

        // The limit is ours to check: it answers in OTLP's words, and before the server's own would.
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;

        using var body = bodies.CreateBuffer();
        using var unpacked = bodies.CreateBuffer();
        var outcome = await bodies.ReadAsync(context.Request, body, context.RequestAborted);
        var request = body;

        if (outcome == BodyOutcome.Complete && context.Request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding
            && !string.Equals(encoding, "identity", StringComparison.OrdinalIgnoreCase))
        {
            outcome = bodies.Unpack(body, from: 0, encoding, unpacked);
            request = unpacked;
        }

        if (outcome != BodyOutcome.Complete)
        {
            await FailAsync(context, isJson, outcome);
            return;
        }

        DecodeResult result;

        try
        {
            result = Decode(signal, request, isJson);
        }
        catch (MalformedTelemetryException malformed)
        {
            await FailAsync(context, isJson, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, malformed.Message);
            return;
        }

        await WriteAsync(context, isJson, StatusCodes.Status200OK, OtlpResponse.Of(signal, result));
    }

    private DecodeResult Decode(OtlpSignal signal, RequestBuffer request, bool isJson)
    {
        if (!isJson)
        {
            return ingest.Ingest(signal, request.Written);
        }

        using var protobuf = new ProtobufWriter(request.Length);
        JsonToProtobuf.Write(request.Written, json.RequestOf(signal), protobuf);
        return ingest.Ingest(signal, protobuf.Written);
    }

    private static bool IsMediaType(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var given) && given.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase);

    private static Task FailAsync(HttpContext context, bool isJson, BodyOutcome outcome)
    {
        switch (outcome)
        {
            case BodyOutcome.TooLarge:
                return FailAsync(context, isJson, StatusCodes.Status413PayloadTooLarge, StatusCode.ResourceExhausted,
                    "The request is larger than allowed (DASHBOARD__OTLP__MAXREQUESTSIZE): send smaller batches.");
            case BodyOutcome.Busy:
                context.Response.Headers.RetryAfter = RetryAfterSeconds;
                return FailAsync(context, isJson, StatusCodes.Status429TooManyRequests, StatusCode.ResourceExhausted,
                    "Too much is being received at the moment: send it again later.");
            case BodyOutcome.UnknownEncoding:
                context.Response.Headers.AcceptEncoding = "gzip, deflate";
                return FailAsync(context, isJson, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument,
                    "The content encoding must be gzip, deflate or identity.");
            default:
                return FailAsync(context, isJson, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, "The compressed body is broken.");
        }
    }

    private static Task FailAsync(HttpContext context, bool isJson, int httpStatus, StatusCode code, string message) =>
        WriteAsync(context, isJson, httpStatus, new Google.Rpc.Status { Code = (int)code, Message = message });

    private static Task WriteAsync(HttpContext context, bool isJson, int httpStatus, IMessage message)
    {
        context.Response.StatusCode = httpStatus;
        context.Response.ContentType = isJson ? MediaTypeNames.Application.Json : Protobuf;
        var body = isJson ? System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(message)) : message.ToByteArray();
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
