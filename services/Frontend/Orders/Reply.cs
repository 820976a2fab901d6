using System.Diagnostics.CodeAnalysis;

namespace Frontend.Orders;

/// <summary>What came of a call to the order service: a value or a failure. A page shows either; neither is an exception to it.</summary>
internal sealed class Reply<T>
    where T : class
{
    private readonly T? _value;
    private readonly OrderFailure? _failure;

    private Reply(T? value, OrderFailure? failure)
    {
        _value = value;
        _failure = failure;
    }

    public static implicit operator Reply<T>(T value) => new(value, null);

    public static implicit operator Reply<T>(OrderFailure failure) => new(null, failure);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out OrderFailure? failure)
    {
        (value, failure) = (_value, _failure);
        return value is not null;
    }
}
