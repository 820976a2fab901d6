using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Otlp.Decoding;

/// <summary>The Resource… and Scope… messages around records: field 1 says whose the records of field 2 are.</summary>
internal static class Envelope
{
    /// <summary>The resource or scope of a message. It may stand behind the records; senders are free in the order of fields.</summary>
    public static ReadOnlySpan<byte> FindHead(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> head = default;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Envelope.Resource)
            {
                head = reader.ReadBytes();

                // All senders known put it first; looking on would mean to walk over every record twice.
                if (reader.TagStart == 0)
                {
                    break;
                }
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return head;
    }
}
