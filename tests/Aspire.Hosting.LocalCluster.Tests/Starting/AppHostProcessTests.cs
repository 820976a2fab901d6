using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.LocalCluster.Tests.Starting;

/// <summary>A real AppHost, started as a user starts it.</summary>
public sealed class AppHostProcessTests
{
    public static bool IsLinux => OperatingSystem.IsLinux();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(SkipUnless = nameof(IsLinux), Skip = "Looks for processes in /proc.")]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("KILL")]
    public async Task However_an_AppHost_ends_no_process_is_left(string signal)
    {
        await using var appHost = AppHostProcess.Start();
        await appHost.UntilReadyAsync(Cancellation);
        var processes = appHost.Processes();
        processes.Count(name => name == "TestService").ShouldBe(3, $"two replicas of 'service', one of 'stopped': {string.Join(", ", processes)}");
        processes.ShouldContain("dcp");

        var signalled = Stopwatch.GetTimestamp();
        await appHost.SignalAsync(signal, Cancellation);
        await appHost.UntilExitAsync(Cancellation);

        while (appHost.Processes() is { Count: > 0 } left)
        {
            Stopwatch.GetElapsedTime(signalled).ShouldBeLessThan(TimeSpan.FromSeconds(10), $"still there: {string.Join(", ", left)}");
            await Task.Delay(50, Cancellation);
        }
    }

    [Fact]
    public async Task A_taken_port_is_told_with_its_holder_before_anything_is_started()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var appHost = AppHostProcess.Start($"--Ports:service={port}");

        (await appHost.UntilExitAsync(Cancellation)).ShouldBe(1);

        appHost.Output.ShouldContain($"Error: Port {port} of 'service' is held by");
        appHost.Output.ShouldContain($"process {Environment.ProcessId}.");
        appHost.Output.ShouldNotContain("   at ", customMessage: "no stack trace for a user's mistake");
        appHost.Output.ShouldNotContain("Starting DCP", customMessage: "nothing is started");
    }
}
