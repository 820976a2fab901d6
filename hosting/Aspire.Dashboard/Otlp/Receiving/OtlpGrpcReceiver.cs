using System.Buffers.Binary;
using System.Globalization;
using Aspire.Dashboard.Otlp.Decoding;
using Aspire.Dashboard.Telemetry.Wire;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>OTLP over gRPC, whose calls are all unary: one framed message in, one out (gRPC over HTTP/2).</summary>
/// <remarks>
/// By hand rather than by Grpc.AspNetCore, because a message shall go from the wire to the decoder as it is, within the
/// same budget as over HTTP: the library would have read all of it before anyone could say no.
/// </remarks>
internal sealed class OtlpGrpcReceiver(BodyReader bodies, OtlpApiKey apiKey, OtlpIngest ingest)
{
    private const string ContentType = "application/grpc";

    /// <summary>Before a message: whether it is compressed, and its length in four bytes.</summary>
    private const int FrameHeader = 5;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    public async Task ReceiveAsync(HttpContext context, OtlpSignal signal)
    {
        if (context.Request.ContentType?.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase) != true)
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        context.Response.ContentType = ContentType;

        if (!apiKey.IsAccepted(context.Request))
        {
            Fail(context, StatusCode.Unauthenticated, $"The header {OtlpApiKey.HeaderName} is missing or wrong.");
            return;
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = null;

        using var body = bodies.CreateBuffer();
        using var unpacked = bodies.CreateBuffer();
        var outcome = await bodies.ReadAsync(context.Request, body, context.RequestAborted);

        if (outcome == BodyOutcome.Complete)
        {
            outcome = Unframe(context.Request, body, unpacked);
        }

        if (outcome != BodyOutcome.Complete)
        {
            Fail(context, outcome);
            return;
        }

        DecodeResult result;

        try
        {
            result = ingest.Ingest(signal, body.Written[0] != 0 ? unpacked.Written : body.Written[FrameHeader..]);
        }
        catch (MalformedTelemetryException malformed)
        {
            Fail(context, StatusCode.InvalidArgument, malformed.Message);
            return;
        }

        await SucceedAsync(context, OtlpResponse.Of(signal, result));
    }

    /// <summary>Refuses what is no service of OTLP.</summary>
    public static Task RefuseAsync(HttpContext context)
    {
        context.Response.ContentType = ContentType;
        Fail(context, StatusCode.Unimplemented, "Only OTLP's trace, logs and metrics services are here.");
        return Task.CompletedTask;
    }

    private BodyOutcome Unframe(HttpRequest request, RequestBuffer body, RequestBuffer unpacked)
    {
        var framed = body.Written;

        if (framed.Length < FrameHeader || BinaryPrimitives.ReadUInt32BigEndian(framed[1..]) != framed.Length - FrameHeader)
        {
            return BodyOutcome.Malformed;
        }

        return framed[0] switch
        {
            0 => BodyOutcome.Complete,
            1 => bodies.Unpack(body, FrameHeader, request.Headers["grpc-encoding"].ToString(), unpacked),
            _ => BodyOutcome.Malformed,
        };
    }

    private static async Task SucceedAsync(HttpContext context, IMessage message)
    {
        var length = message.CalculateSize();
        var frame = new byte[FrameHeader + length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)length);
        message.WriteTo(frame.AsSpan(FrameHeader));

        // Declared before the body, sent after it.
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
    }

    private static void Fail(HttpContext context, BodyOutcome outcome)
    {
        switch (outcome)
        {
            case BodyOutcome.TooLarge:
                Fail(context, StatusCode.ResourceExhausted, "The request is larger than allowed (DASHBOARD__OTLP__MAXREQUESTSIZE): send smaller batches.");
                break;
            case BodyOutcome.Busy:
                // A client sends again only if it is told how long to wait (OTLP specification, "OTLP/gRPC Throttling").
                var status = new Google.Rpc.Status { Code = (int)StatusCode.ResourceExhausted };
                status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = RetryDelay.ToDuration() }));
                context.Response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
                Fail(context, StatusCode.ResourceExhausted, "Too much is being received at the moment: send it again later.");
                break;
            case BodyOutcome.UnknownEncoding:
                context.Response.Headers["grpc-accept-encoding"] = "identity,gzip,deflate";
                Fail(context, StatusCode.Unimplemented, "The message encoding must be gzip, deflate or identity.");
                break;
            default:
                Fail(context, StatusCode.InvalidArgument, "The body is not one gRPC message.");
                break;
        }
    }

    private static void Fail(HttpContext context, StatusCode code, string message)
    {
        // Without a message, the status stands among the headers, which are the trailers then.
        context.Response.Headers["grpc-status"] = ((int)code).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message);
    }
}
