using System.Buffers;
using System.IO.Compression;
using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>Reads request bodies into pooled buffers, and unpacks them, within the limits.</summary>
internal sealed class BodyReader(DashboardSettings settings, ReceiverBudget budget)
{
    private const int UnpackStep = 64 * 1024;

    public RequestBuffer CreateBuffer() => new(budget, settings.Otlp.MaxRequestSize);

    /// <summary>Reads to the end.</summary>
    public async ValueTask<BodyOutcome> ReadAsync(HttpRequest request, RequestBuffer destination, CancellationToken cancellationToken)
    {
        if (request.ContentLength > settings.Otlp.MaxRequestSize)
        {
            return BodyOutcome.TooLarge;
        }

        var reader = request.BodyReader;

        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var outcome = Append(result.Buffer, destination);
            reader.AdvanceTo(result.Buffer.End);

            if (outcome != BodyOutcome.Complete)
            {
                return outcome;
            }

            if (result.IsCompleted)
            {
                return BodyOutcome.Complete;
            }
        }
    }

    /// <summary>Unpacks what a buffer holds, from a position on. What comes out counts against the same limit: a small bomb is a large request.</summary>
    /// <param name="source">The packed bytes.</param>
    /// <param name="from">Where they begin.</param>
    /// <param name="encoding"><c>gzip</c>, or <c>deflate</c> (RFC 9110: the zlib format).</param>
    /// <param name="destination">Takes the unpacked bytes.</param>
    public BodyOutcome Unpack(RequestBuffer source, int from, string encoding, RequestBuffer destination)
    {
        using var packed = source.AsStream(from);
        using Stream? unpacking = encoding.ToLowerInvariant() switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            _ => null,
        };

        if (unpacking is null)
        {
            return BodyOutcome.UnknownEncoding;
        }

        try
        {
            while (true)
            {
                var room = Math.Min(UnpackStep, settings.Otlp.MaxRequestSize - destination.Length);

                if (room == 0)
                {
                    return unpacking.ReadByte() < 0 ? BodyOutcome.Complete : BodyOutcome.TooLarge;
                }

                if (destination.TryReserve(room) is var outcome and not BodyOutcome.Complete)
                {
                    return outcome;
                }

                var count = unpacking.Read(destination.Free);

                if (count == 0)
                {
                    return BodyOutcome.Complete;
                }

                destination.Advance(count);
            }
        }
        catch (InvalidDataException)
        {
            return BodyOutcome.Malformed;
        }
    }

    private static BodyOutcome Append(in ReadOnlySequence<byte> bytes, RequestBuffer destination)
    {
        foreach (var segment in bytes)
        {
            if (destination.TryReserve(segment.Length) is var outcome and not BodyOutcome.Complete)
            {
                return outcome;
            }

            segment.Span.CopyTo(destination.Free);
            destination.Advance(segment.Length);
        }

        return BodyOutcome.Complete;
    }
}
