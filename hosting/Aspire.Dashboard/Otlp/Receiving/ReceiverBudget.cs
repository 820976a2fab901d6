using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Otlp.Receiving;

/// <summary>Bounds the memory of all requests being received together. A flood is turned away at the door instead of piling up.</summary>
internal sealed class ReceiverBudget(DashboardSettings settings)
{
    private long _taken;

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= settings.Otlp.MaxBytesInFlight)
        {
            return true;
        }

        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    public void Return(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
