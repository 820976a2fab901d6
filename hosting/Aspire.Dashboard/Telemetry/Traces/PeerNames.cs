using System.Globalization;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Telemetry.Traces;

/// <summary>Names the other side of a call from the attributes that the OpenTelemetry semantic conventions give a client span.</summary>
internal sealed class PeerNames(IEnumerable<IKnownAddresses> addresses)
{
    private readonly IKnownAddresses[] _addresses = [.. addresses];

    /// <summary>The peer of a client or producer span; null when the span does not say.</summary>
    public Peer? Find(SpanRecord span)
    {
        if (span.Kind is not (SpanKind.Client or SpanKind.Producer))
        {
            return null;
        }

        var clues = Read(span.Contents.Span);
        var kind = clues.DatabaseSystem ?? clues.MessagingSystem ?? (clues.IsHttp ? "http" : clues.RpcSystem) ?? "remote";
        var address = clues.Address;

        if (clues.PeerService is { Length: > 0 } service)
        {
            return new Peer(service, kind);
        }

        if (address is { Length: > 0 } && clues.Port is { } port && FindKnown(address, port) is { } known)
        {
            return new Peer(known, kind);
        }

        if (clues.DatabaseSystem is { } database)
        {
            return new Peer(DatabaseName(database, clues.DatabaseName, address, clues.Port), kind);
        }

        if (address is { Length: > 0 })
        {
            return new Peer(WithPort(address, clues.Port), kind);
        }

        return clues.MessagingSystem is { } messaging ? new Peer(messaging, kind) : null;
    }

    private string? FindKnown(string host, int port)
    {
        foreach (var known in _addresses)
        {
            if (known.FindName(host, port) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    private static string DatabaseName(string system, string? database, string? address, int? port)
    {
        if (database is { Length: > 0 })
        {
            // A file's path for SQLite: the folder is noise.
            return database.AsSpan().ContainsAny('/', '\\') ? database[(database.LastIndexOfAny(['/', '\\']) + 1)..] : database;
        }

        return address is { Length: > 0 } ? WithPort(address, port) : system;
    }

    private static string WithPort(string address, int? port) =>
        port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{address}:{number}") : address;

    private static Clues Read(ReadOnlySpan<byte> contents)
    {
        var clues = new Clues();
        var reader = new ProtobufReader(contents);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag != OtlpFields.Span.Attributes)
            {
                reader.Skip(tag);
                continue;
            }

            AttributeReader.Split(reader.ReadBytes(), out var key, out var value);

            // The names in use now, then those of older conventions, which do not overwrite.
            if (key.SequenceEqual("peer.service"u8))
            {
                clues.PeerService = AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("server.address"u8))
            {
                clues.Address = AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("server.port"u8))
            {
                clues.Port = ReadPort(value);
            }
            else if (key.SequenceEqual("net.peer.name"u8) || key.SequenceEqual("net.sock.peer.addr"u8) || key.SequenceEqual("network.peer.address"u8))
            {
                clues.Address ??= AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("net.peer.port"u8) || key.SequenceEqual("network.peer.port"u8))
            {
                clues.Port ??= ReadPort(value);
            }
            else if (key.SequenceEqual("db.system.name"u8))
            {
                clues.DatabaseSystem = AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("db.system"u8))
            {
                clues.DatabaseSystem ??= AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("db.namespace"u8))
            {
                clues.DatabaseName = AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("db.name"u8))
            {
                clues.DatabaseName ??= AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("messaging.system"u8))
            {
                clues.MessagingSystem = AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("rpc.system"u8))
            {
                clues.RpcSystem = AnyValueReader.ReadText(value);
            }
            else if (key.SequenceEqual("http.request.method"u8) || key.SequenceEqual("http.method"u8))
            {
                clues.IsHttp = true;
            }
            else if (key.SequenceEqual("url.full"u8) || key.SequenceEqual("http.url"u8))
            {
                clues.IsHttp = true;

                if (clues.Address is null && Uri.TryCreate(AnyValueReader.ReadText(value), UriKind.Absolute, out var url))
                {
                    clues.Address = url.Host;
                    clues.Port ??= url.Port;
                }
            }
        }

        return clues;
    }

    private static int? ReadPort(ReadOnlySpan<byte> value) =>
        int.TryParse(AnyValueReader.ReadText(value), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    private struct Clues
    {
        public string? PeerService;
        public string? Address;
        public int? Port;
        public string? DatabaseSystem;
        public string? DatabaseName;
        public string? MessagingSystem;
        public string? RpcSystem;
        public bool IsHttp;
    }
}
