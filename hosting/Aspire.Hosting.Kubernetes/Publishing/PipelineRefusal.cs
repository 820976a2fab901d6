using Aspirate.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// Tells a user's mistake once, as one message, and ends the AppHost with an exit code that says so.
/// </summary>
/// <remarks>
/// By itself, an AppHost whose pipeline fails logs the exception four times with its stack and exits with 0. Under the Aspire CLI, which shows the
/// message and gives the exit code itself, nothing is changed.
/// </remarks>
internal sealed class PipelineRefusal
{
    private static readonly string[] Repeating = ["Aspire.Hosting.Publishing.PipelineExecutor", "Microsoft.Extensions.Hosting.Internal.Host"];

    private bool _isTold;

    public PipelineRefusal(IDistributedApplicationBuilder builder)
    {
        HasCommandLine = !string.IsNullOrEmpty(builder.Configuration["ASPIRE_BACKCHANNEL_PATH"]);
        builder.Services.AddLogging(logging =>
        {
            foreach (var category in Repeating)
            {
                logging.AddFilter(category, level => level >= LogLevel.Warning && !_isTold);
            }
        });
    }

    /// <summary>Whether the Aspire CLI shows what the pipeline does.</summary>
    public bool HasCommandLine { get; }

    /// <summary>Runs a step.</summary>
    /// <exception cref="DistributedApplicationException">The step refused; the message is told.</exception>
    public async Task RunAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception refusal) when (!HasCommandLine && refusal is DistributedApplicationException or UserErrorException)
        {
            _isTold = true;
            Environment.ExitCode = 1;
            await Console.Error.WriteLineAsync(refusal.Message);
            throw;
        }
    }
}
