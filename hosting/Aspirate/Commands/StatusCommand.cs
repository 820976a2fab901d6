using System.CommandLine;
using Aspirate.Cluster;
using Aspirate.Cluster.Rollouts.Status;
using Aspirate.Rollouts;
using Aspirate.Status;
using Spectre.Console;

namespace Aspirate.Commands;

/// <summary><c>aspirate status</c>: how the application in the cluster is. Exit code 0 when it is healthy, 1 when it is not.</summary>
internal sealed class StatusCommand : Command
{
    private readonly ClusterOptions _cluster = new();
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on showing it whenever something changes" };
    private readonly Option<StatusFormat> _output = new("--output", "-o") { Description = "How: a text for people, or JSON for programs" };

    public StatusCommand()
        : base("status", "Show how the application in the cluster is; exit code 1 when it is not healthy")
    {
        _cluster.AddTo(this);
        Add(_watch);
        Add(_output);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var @namespace = _cluster.TargetNamespace(arguments);
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);
        var reader = new ApplicationStatusReader(connection.Client, @namespace, TimeProvider.System);
        var output = arguments.InvocationConfiguration.Output;
        if (arguments.GetValue(_watch))
        {
            return await WatchAsync(reader, arguments.GetValue(_output), output, cancellationToken);
        }

        var status = await reader.ReadAsync(cancellationToken);
        if (status.Workloads.Count == 0 && arguments.GetValue(_output) == StatusFormat.Text)
        {
            throw new UserErrorException($"In the namespace '{@namespace}' (context '{connection.Context}') there is no application. Bring it up with: aspirate apply");
        }

        await WriteAsync(status, arguments.GetValue(_output), output);
        return status.IsHealthy ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<int> WatchAsync(ApplicationStatusReader reader, StatusFormat format, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            if (format == StatusFormat.Text && TerminalOutput.Interactive(output) is { } terminal)
            {
                await terminal.Live(new Text("")).Overflow(VerticalOverflow.Ellipsis).StartAsync(async context =>
                {
                    await foreach (var status in reader.FollowAsync(cancellationToken))
                    {
                        context.UpdateTarget(StatusPage.Render(status, DateTimeOffset.UtcNow));
                    }
                });
            }
            else
            {
                string? last = null;
                await foreach (var status in reader.FollowAsync(cancellationToken))
                {
                    // The same warning once more is no change.
                    var now = StatusJson.Line(status with { Warnings = [] });
                    if (now != last)
                    {
                        if (last is not null && format == StatusFormat.Text)
                        {
                            await output.WriteLineAsync();
                        }

                        last = now;
                        await (format == StatusFormat.Json ? output.WriteLineAsync(StatusJson.Line(status)) : WriteAsync(status, format, output));
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how watching ends.
        }

        return ExitCodes.Cancelled;
    }

    private static async Task WriteAsync(ApplicationStatus status, StatusFormat format, TextWriter output)
    {
        if (format == StatusFormat.Json)
        {
            await output.WriteLineAsync(StatusJson.Document(status));
        }
        else
        {
            await TerminalOutput.WriteAsync(StatusPage.Render(status, DateTimeOffset.UtcNow), output);
        }
    }
}
