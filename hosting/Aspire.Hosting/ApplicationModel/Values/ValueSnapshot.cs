namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that becomes known later, and can be waited for.</summary>
/// <typeparam name="T">The kind of value.</typeparam>
public sealed class ValueSnapshot<T>
    where T : notnull
{
    private readonly Lock _lock = new();
    private TaskCompletionSource<T> _value = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets whether the value is known.</summary>
    public bool IsValueSet
    {
        get
        {
            lock (_lock)
            {
                return _value.Task.IsCompletedSuccessfully;
            }
        }
    }

    /// <summary>Waits for the value.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The value; it may be replaced later, as when a process gets another port.</returns>
    public Task<T> GetValueAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return _value.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Makes the value known; a later call replaces it.</summary>
    /// <param name="value">The value.</param>
    public void SetValue(T value) => Complete(source => source.TrySetResult(value));

    /// <summary>Makes it known that there will be no value.</summary>
    /// <param name="exception">Why.</param>
    public void SetException(Exception exception) => Complete(source => source.TrySetException(exception));

    private void Complete(Func<TaskCompletionSource<T>, bool> complete)
    {
        lock (_lock)
        {
            if (!complete(_value))
            {
                _value = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
                complete(_value);
            }
        }
    }
}
