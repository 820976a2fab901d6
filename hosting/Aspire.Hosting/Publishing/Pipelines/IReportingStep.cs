using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a step tells the user.</summary>
public interface IReportingStep : IAsyncDisposable
{
    /// <summary>Begins a part of the step.</summary>
    /// <param name="statusText">What is being done.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The part.</returns>
    Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default);

    /// <summary>Says something.</summary>
    /// <param name="logLevel">How important it is.</param>
    /// <param name="message">What. No secrets: it is shown on the console.</param>
    void Log(LogLevel logLevel, string message);

    /// <summary>Ends the step.</summary>
    /// <param name="completionText">How it went.</param>
    /// <param name="completionState">Whether it went well.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when it is told.</returns>
    Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);
}
