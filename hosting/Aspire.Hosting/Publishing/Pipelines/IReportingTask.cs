namespace Aspire.Hosting.Pipelines;

/// <summary>What a part of a step tells the user.</summary>
public interface IReportingTask : IAsyncDisposable
{
    /// <summary>Says how far it is.</summary>
    /// <param name="statusText">What is being done.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when it is told.</returns>
    Task UpdateAsync(string statusText, CancellationToken cancellationToken = default);

    /// <summary>Ends the part.</summary>
    /// <param name="completionMessage">How it went.</param>
    /// <param name="completionState">Whether it went well.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when it is told.</returns>
    Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);
}
