using System.Runtime.CompilerServices;

namespace NamespaceResources.Watching;

/// <summary>A value that changes. Whoever follows it gets the newest one as soon as they are ready for it, so that nobody falls behind.</summary>
internal sealed class Latest<T>(T value)
{
    private State _state = new(value);

    public T Value => Volatile.Read(ref _state).Value;

    public void Publish(T value) => Interlocked.Exchange(ref _state, new(value)).Replaced.SetResult();

    /// <summary>The present one, then newer ones. Ends with the cancellation, by an <see cref="OperationCanceledException"/>.</summary>
    public async IAsyncEnumerable<T> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            yield return state.Value;
            await state.Replaced.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed record State(T Value)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
