using System.CommandLine;
using Aspirate.Cluster.Rollouts.Logs;
using Aspirate.Logs;

namespace Aspirate.Commands;

/// <summary><c>aspirate logs</c>: what the pods of the application write, as one log.</summary>
internal sealed class LogsCommand : Command
{
    // A whole log of many pods is rarely what somebody wants to see first.
    private const int DefaultTail = 100;

    private readonly Argument<string[]> _resources = new("resource") { Description = "Resources of the model, e.g. auth order; without any, all of them", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on with what comes, also of pods that are started later" };
    private readonly SinceOption _since = new();
    private readonly Option<int?> _tail = new("--tail") { Description = $"Only so many of the last lines of each container; without it, {DefaultTail}, and with --since all" };
    private readonly Option<bool> _previous = new("--previous") { Description = "The log of each container before its last restart" };
    private readonly ClusterOptions _cluster = new();

    public LogsCommand()
        : base("logs", "Show the logs of the application's pods, merged by time")
    {
        Add(_resources);
        foreach (var option in new Option[] { _follow, _since, _tail, _previous })
        {
            Add(option);
        }

        _cluster.AddTo(this);
        _tail.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 0)
            {
                result.AddError("--tail is a number of lines: 0 or more.");
            }
        });
        Validators.Add(result =>
        {
            if (result.GetValue(_follow) && result.GetValue(_previous))
            {
                result.AddError("--previous is the log of a run that has ended: it cannot be followed. Leave out --follow.");
            }
        });
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var console = arguments.InvocationConfiguration;
        var @namespace = _cluster.TargetNamespace(arguments);
        using var connection = await _cluster.OpenAsync(arguments, cancellationToken);

        var since = arguments.GetValue(_since);
        var query = new LogQuery
        {
            Resources = [.. arguments.GetValue(_resources) ?? []],
            Since = since,
            Tail = arguments.GetValue(_tail) ?? (since is null ? DefaultTail : null),
            Previous = arguments.GetValue(_previous),
        };
        var logs = new ApplicationLogs(connection.Client, @namespace, TimeProvider.System);
        var output = new LogOutput(console.Output);
        try
        {
            await foreach (var line in arguments.GetValue(_follow) ? logs.FollowAsync(query, cancellationToken) : logs.ReadAsync(query, cancellationToken))
            {
                output.Write(line);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how following ends.
            return ExitCodes.Cancelled;
        }

        if (output.IsEmpty)
        {
            await console.Error.WriteLineAsync(query.Previous ? "None of these containers has run before: there is no previous log." : "There are no such lines.");
        }

        return ExitCodes.Success;
    }
}
