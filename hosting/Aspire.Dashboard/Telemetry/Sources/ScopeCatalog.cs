using System.Collections.Concurrent;
using Aspire.Dashboard.Telemetry.Storage;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Telemetry.Sources;

/// <summary>Gives the same entry for the same scope, so that records share it.</summary>
internal sealed class ScopeCatalog(Utf8StringPool strings)
{
    // Scopes are libraries: dozens. Beyond this, somebody makes them up, and sharing is given up rather than memory.
    private const int MaxShared = 5_000;

    private readonly ConcurrentDictionary<ScopeEntry, ScopeEntry> _entries = new();

    public ScopeEntry Resolve(ReadOnlySpan<byte> scope)
    {
        var name = "";
        var version = "";
        var reader = new ProtobufReader(scope);

        while (reader.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case OtlpFields.Scope.Name:
                    name = strings.Get(reader.ReadBytes());
                    break;
                case OtlpFields.Scope.Version:
                    version = strings.Get(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        if (name.Length == 0 && version.Length == 0)
        {
            return ScopeEntry.Unknown;
        }

        var entry = new ScopeEntry(name, version);
        return _entries.TryGetValue(entry, out var known) ? known
            : _entries.Count < MaxShared ? _entries.GetOrAdd(entry, entry)
            : entry;
    }
}
