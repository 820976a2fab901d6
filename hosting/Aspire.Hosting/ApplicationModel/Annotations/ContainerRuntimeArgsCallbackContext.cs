namespace Aspire.Hosting.ApplicationModel;

/// <summary>The arguments of the container runtime's <c>run</c> command, while they are put together.</summary>
/// <param name="args">The arguments so far.</param>
/// <param name="cancellationToken">Ends the evaluation.</param>
public sealed class ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>Gets the arguments: text, or any <see cref="IValueProvider"/>.</summary>
    public IList<object> Args { get; } = args;

    /// <summary>Gets what ends the evaluation.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
