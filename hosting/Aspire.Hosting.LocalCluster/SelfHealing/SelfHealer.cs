using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.LocalCluster.SelfHealing;

/// <summary>Starts processes again that ended although nobody stopped them.</summary>
internal sealed partial class SelfHealer(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceLoggerService consoles,
    IHostApplicationLifetime lifetime,
    RestartBackoff backoff,
    TimeProvider time) : BackgroundService
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _pauses = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!executionContext.IsRunMode)
        {
            return;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        var policies = RestartPolicies.Of(model);
        var histories = new Dictionary<string, ReplicaHistory>();

        await foreach (var change in notifications.WatchAsync(ending.Token))
        {
            if (!policies.TryGetValue(change.Resource, out var policy) || policy is RestartPolicy.Never)
            {
                continue;
            }

            if (!histories.TryGetValue(change.ResourceId, out var history))
            {
                histories[change.ResourceId] = history = new(policy, backoff);
            }

            // A person who starts it does not want to wait.
            if (change.Snapshot.State?.Text == KnownResourceStates.Starting && _pauses.TryRemove(change.ResourceId, out var pause))
            {
                pause.TrySetResult();
            }

            if (history.Next(change.Snapshot.State?.Text, change.Snapshot.ExitCode, time.GetUtcNow().UtcDateTime) is { } delay)
            {
                _ = StartAgainAsync(change, history, delay, ending.Token);
            }
        }
    }

    private async Task StartAgainAsync(ResourceEvent ended, ReplicaHistory history, TimeSpan delay, CancellationToken ending)
    {
        var console = consoles.GetLogger(ended.ResourceId);

        try
        {
            while (true)
            {
                if (delay == TimeSpan.Zero)
                {
                    StartingAgain(console, EndOf(ended.Snapshot));
                }
                else if (!await PauseAsync(ended, history, delay, console, ending))
                {
                    return;
                }

                var result = await commands.ExecuteCommandAsync(ended.ResourceId, KnownResourceCommands.StartCommand, ending);
                if (result.Success || ending.IsCancellationRequested)
                {
                    return;
                }

                NotStarted(console, result.Message);
                delay = history.Failed();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The application ends.
        }
    }

    /// <returns>Whether it is still to be started.</returns>
    private async Task<bool> PauseAsync(ResourceEvent ended, ReplicaHistory history, TimeSpan delay, ILogger console, CancellationToken ending)
    {
        var pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pauses[ended.ResourceId] = pause;
        PausesEndWithStop.Add(ended.Resource, _pauses);

        WaitingToStart(console, EndOf(ended.Snapshot), history.Ends, delay.TotalSeconds);
        await notifications.PublishUpdateAsync(ended.Resource, ended.ResourceId, snapshot => snapshot with
        {
            State = new($"Restarting in {delay.TotalSeconds:0} s", KnownResourceStateStyles.Warn),
        });

        try
        {
            await pause.Task.WaitAsync(delay, time, ending);
        }
        catch (TimeoutException)
        {
            // Unless a person has started it in the last moment, or wants it to stay as it is.
            return _pauses.TryRemove(new(ended.ResourceId, pause));
        }

        return false;
    }

    // The orchestrator knows no exit code of a process that a signal has ended.
    private static string EndOf(CustomResourceSnapshot snapshot) => snapshot.ExitCode is >= 0 and { } code ? $"It ended with exit code {code}" : "It was killed";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{End}, although nobody stopped it. Starting it again.")]
    private static partial void StartingAgain(ILogger console, string end);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{End}, {Times} times in a row now. Starting it again in {Seconds} s; \"Stop\" leaves it as it is.")]
    private static partial void WaitingToStart(ILogger console, string end, int times, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "It could not be started again: {Reason}")]
    private static partial void NotStarted(ILogger console, string? reason);
}
