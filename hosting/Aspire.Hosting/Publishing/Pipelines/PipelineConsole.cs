using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>Shows on the console how a pipeline goes: a line for what a step says, nothing for what goes without saying.</summary>
internal sealed class PipelineConsole(TextWriter output)
{
    internal IReportingStep BeginStep(PipelineStep step) => new Step(output, step.Name);

    internal void Show(PipelineSummary summary)
    {
        var width = summary.Items.Select(item => item.Key.Length).DefaultIfEmpty().Max();
        foreach (var item in summary.Items)
        {
            output.WriteLine($"{item.Key.PadRight(width)}  {item.Value}");
        }
    }

    private static string Mark(CompletionState state) => state switch
    {
        CompletionState.CompletedWithWarning => "warning: ",
        CompletionState.CompletedWithError => "error: ",
        _ => "",
    };

    private sealed class Step(TextWriter output, string name) : IReportingStep
    {
        public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default)
        {
            output.WriteLine($"{name}: {statusText}");
            return Task.FromResult<IReportingTask>(new StepTask(output, name));
        }

        public void Log(LogLevel logLevel, string message)
        {
            if (logLevel >= LogLevel.Information)
            {
                output.WriteLine($"{name}: {(logLevel >= LogLevel.Error ? "error: " : logLevel == LogLevel.Warning ? "warning: " : "")}{message}");
            }
        }

        public Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        {
            output.WriteLine($"{name}: {Mark(completionState)}{completionText}");
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class StepTask(TextWriter output, string name) : IReportingTask
    {
        public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default)
        {
            output.WriteLine($"{name}: {statusText}");
            return Task.CompletedTask;
        }

        public Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        {
            if (completionMessage is not null)
            {
                output.WriteLine($"{name}: {Mark(completionState)}{completionMessage}");
            }

            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
