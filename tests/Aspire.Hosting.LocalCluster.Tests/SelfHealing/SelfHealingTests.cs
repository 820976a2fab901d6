using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.LocalCluster.Tests.SelfHealing;

/// <summary>Processes that end, with the official orchestrator. Each test has a resource of its own.</summary>
public sealed class SelfHealingTests(RunningApplication application) : IClassFixture<RunningApplication>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_process_is_started_again_and_its_console_says_so()
    {
        var replica = await application.ReplicaOfAsync("service", Cancellation);
        var processId = await application.ProcessIdAsync("service", replica, Cancellation);

        var killed = Stopwatch.GetTimestamp();
        using (var process = Process.GetProcessById(processId))
        {
            process.Kill();
        }

        await application.UntilAsync("service", change => change.ResourceId == replica && change.Snapshot.State?.Text == KnownResourceStates.Starting, Cancellation);
        Stopwatch.GetElapsedTime(killed).ShouldBeLessThan(TimeSpan.FromSeconds(5), "the orchestrator notices within half a second, on a machine that is not busy");

        (await application.ProcessIdAsync("service", replica, Cancellation)).ShouldNotBe(processId);
        await application.ConsoleUntilAsync(replica, "It was killed, although nobody stopped it. Starting it again.", Cancellation);
    }

    [Fact]
    public async Task What_a_person_stops_stays_stopped_until_a_person_starts_it()
    {
        var replica = await application.ReplicaOfAsync("stopped", Cancellation);
        var processId = await application.ProcessIdAsync("stopped", replica, Cancellation);

        (await application.Commands.ExecuteCommandAsync(replica, KnownResourceCommands.StopCommand, Cancellation)).Success.ShouldBeTrue();
        var stopped = await application.UntilAsync("stopped", change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), Cancellation);

        // What would come back does so in much less than a second.
        using var watched = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        watched.CancelAfter(TimeSpan.FromSeconds(3));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            application.Notifications.WaitForResourceAsync("stopped", change => change.Snapshot.State?.Text != stopped.Snapshot.State?.Text, watched.Token));

        (await application.Commands.ExecuteCommandAsync(replica, KnownResourceCommands.StartCommand, Cancellation)).Success.ShouldBeTrue();
        (await application.ProcessIdAsync("stopped", replica, Cancellation)).ShouldNotBe(processId);
    }

    [Fact]
    public async Task What_ends_again_and_again_is_tried_with_growing_pauses_until_a_person_stops_it()
    {
        var replica = await application.ReplicaOfAsync("crashing", Cancellation);
        (await application.Commands.ExecuteCommandAsync(replica, KnownResourceCommands.StartCommand, Cancellation)).Success.ShouldBeTrue();

        await application.UntilAsync("crashing", change => change.Snapshot.State is { Text: "Restarting in 1 s", Style: "warning" }, Cancellation);
        await application.UntilAsync("crashing", change => change.Snapshot.State?.Text == "Restarting in 2 s", Cancellation);
        await application.UntilAsync("crashing", change => change.Snapshot.State?.Text == "Restarting in 4 s", Cancellation);
        var console = await application.ConsoleUntilAsync(replica, "4 times in a row now. Starting it again in 4 s", Cancellation);
        console.ShouldContain(line => line.Contains("It ended with exit code 3", StringComparison.Ordinal));

        (await application.Commands.ExecuteCommandAsync(replica, KnownResourceCommands.StopCommand, Cancellation)).Success.ShouldBeTrue();
        await application.UntilAsync("crashing", change => change.Snapshot.State?.Text == KnownResourceStates.Finished, Cancellation);

        using var watched = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        watched.CancelAfter(TimeSpan.FromSeconds(6));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            application.Notifications.WaitForResourceAsync("crashing", change => change.Snapshot.State?.Text != KnownResourceStates.Finished, watched.Token));
    }

    [Theory]
    [InlineData("completing", 0, "a tool that has done its work")]
    [InlineData("once", 3, "what is started explicitly runs once")]
    public async Task What_is_not_to_come_back_does_not(string resource, int exitCode, string reason)
    {
        var replica = await application.ReplicaOfAsync(resource, Cancellation);
        (await application.Commands.ExecuteCommandAsync(replica, KnownResourceCommands.StartCommand, Cancellation)).Success.ShouldBeTrue();
        var ended = await application.UntilAsync(resource, change => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), Cancellation);
        ended.Snapshot.ExitCode.ShouldBe(exitCode);

        using var watched = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        watched.CancelAfter(TimeSpan.FromSeconds(3));
        await Should.ThrowAsync<OperationCanceledException>(() =>
            application.Notifications.WaitForResourceAsync(resource, change => !KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text), watched.Token), reason);
    }
}
