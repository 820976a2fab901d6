using System.Text;
using Aspirate.Cluster.Deploying;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>What a deployment tells, as lines of a pipeline's step: the Aspire CLI shows them below it, an AppHost that runs alone on its console.</summary>
internal sealed class PipelineOutput : TextWriter
{
    private readonly Action<string> _write;

    private PipelineOutput(Action<string> write) => _write = write;

    public override Encoding Encoding => Encoding.UTF8;

    public static DeploymentOutput Of(PipelineStepContext context, bool hasCommandLine) => hasCommandLine
        ? new(Synchronized(Lines(context, LogLevel.Information)), Synchronized(Lines(context, LogLevel.Warning)))
        : new(Console.Out, Console.Error);

    public override void Write(char value) => _write(value.ToString());

    public override void WriteLine(string? value) => _write(value ?? "");

    private static PipelineOutput Lines(PipelineStepContext context, LogLevel level) => new(line =>
    {
        if (line.Length > 0)
        {
            context.ReportingStep.Log(level, line);
        }
    });
}
