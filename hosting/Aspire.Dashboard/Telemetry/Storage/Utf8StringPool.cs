using System.IO.Hashing;
using System.Text;

namespace Aspire.Dashboard.Telemetry.Storage;

/// <summary>Gives the same string for the same bytes as long as they keep coming: span names, scopes, levels are few and come often.</summary>
/// <remarks>A fixed number of places, each taken over by whoever comes last: bounded whatever is sent, and without a lock.</remarks>
internal sealed class Utf8StringPool
{
    private const int Places = 4096;
    private const int LongestPooled = 256;

    // A seed of its own, so that nobody outside can make all strings fall into one place.
    private readonly long _seed = Random.Shared.NextInt64();
    private readonly Entry?[] _entries = new Entry?[Places];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestPooled)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var place = ref _entries[XxHash3.HashToUInt64(utf8, _seed) % Places];
        var entry = Volatile.Read(ref place);

        if (entry is not null && utf8.SequenceEqual(entry.Utf8))
        {
            return entry.Text;
        }

        entry = new Entry(utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        Volatile.Write(ref place, entry);
        return entry.Text;
    }

    private sealed record Entry(byte[] Utf8, string Text);
}
