using System.Buffers;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>A pooled buffer that grows as bytes really arrive: who announces much and sends little takes little.</summary>
internal sealed class RequestBuffer(ReceiverBudget budget, int maxSize) : IDisposable
{
    private const int SmallestGrowth = 16 * 1024;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public Stream AsStream(int from) => new MemoryStream(_bytes, from, Length - from, writable: false);

    /// <summary>Makes room for so many bytes more.</summary>
    public BodyOutcome TryReserve(int count)
    {
        if (Length + (long)count > maxSize)
        {
            return BodyOutcome.TooLarge;
        }

        if (_bytes.Length - Length >= count)
        {
            return BodyOutcome.Complete;
        }

        var wanted = (int)Math.Max(Math.Min(maxSize, Math.Max(SmallestGrowth, _bytes.Length * 2L)), Length + count);
        var larger = ArrayPool<byte>.Shared.Rent(wanted);

        // What it has already counts on: both are held only for the moment of copying.
        if (!budget.TryTake(larger.Length - _bytes.Length))
        {
            ArrayPool<byte>.Shared.Return(larger);
            return BodyOutcome.Busy;
        }

        Written.CopyTo(larger);

        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
        return BodyOutcome.Complete;
    }

    public Span<byte> Free => _bytes.AsSpan(Length);

    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        if (_bytes.Length > 0)
        {
            budget.Return(_bytes.Length);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
            Length = 0;
        }
    }
}
