using Aspirate.Cluster.Secrets;

namespace Aspirate.Cluster.Tests.Secrets;

/// <summary>Sees what a rotation does, and says how the pods fare.</summary>
internal sealed class RecordingObserver : IRotationObserver
{
    public List<string> Said { get; } = [];

    /// <summary>Called each time pods are waited for, with how often that was before; whether they become healthy.</summary>
    public Func<int, bool> Follow { get; set; } = _ => true;

    public int Followed { get; private set; }

    public void Say(string message) => Said.Add(message);

    public Task<bool> FollowAsync(IReadOnlyList<SecretReader> workloads, CancellationToken cancellationToken) => Task.FromResult(Follow(Followed++));
}
