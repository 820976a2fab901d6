using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Running.Ports;

namespace Aspire.Hosting.Tests.Running;

/// <summary>A real AppHost, started as a user starts it, with real services.</summary>
public sealed class AppHostProcessTests : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public static bool IsUnix => !OperatingSystem.IsWindows();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(SkipUnless = nameof(IsUnix), Skip = "Sends signals.")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_stops_everything_within_seconds(string signal)
    {
        var port = new TargetPorts().Take();
        await using var appHost = AppHostProcess.Start("ok", port);
        await appHost.UntilReadyAsync(Cancellation);
        var services = await ServicesAsync(port);
        services.Count.ShouldBe(2);

        var started = Stopwatch.GetTimestamp();
        await Signal(appHost.Id, signal);

        (await appHost.UntilExitAsync(Cancellation)).ShouldBe(0);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(10));
        services.ShouldAllBe(processId => !IsAlive(processId));
        TargetPorts.IsFree(port).ShouldBeTrue();
        appHost.Output.ShouldContain("service  ready (2 replicas)");
    }

    [Fact]
    public async Task A_killed_AppHost_leaves_no_orphan()
    {
        var port = new TargetPorts().Take();
        await using var appHost = AppHostProcess.Start("ok", port);
        await appHost.UntilReadyAsync(Cancellation);
        var services = await ServicesAsync(port);

        appHost.Kill();

        await Eventually(() => services.All(processId => !IsAlive(processId)));
    }

    [Fact(SkipUnless = nameof(IsUnix), Skip = "Kills a process of a port.")]
    public async Task Killed_services_come_back_without_a_failed_request()
    {
        var port = new TargetPorts().Take();
        await using var appHost = AppHostProcess.Start("ok", port);
        await appHost.UntilReadyAsync(Cancellation);
        var before = await ServicesAsync(port);

        using var killing = new CancellationTokenSource();
        var traffic = Task.Run(
            async () =>
            {
                var requests = 0;
                while (!killing.IsCancellationRequested)
                {
                    (await _client.GetAsync(new Uri($"http://localhost:{port}/"), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
                    requests++;
                }

                return requests;
            },
            Cancellation);

        await Signal(before.First(), "KILL");
        await Eventually(async () => (await ServicesAsync(port)) is { Count: 2 } now && !now.Contains(before.First()));
        await killing.CancelAsync();

        (await traffic).ShouldBeGreaterThan(0);
        appHost.Output.ShouldContain("exited with code 137; it is started again");
    }

    [Fact]
    public async Task A_taken_port_is_told_with_its_holder()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var appHost = AppHostProcess.Start("ok", port);

        (await appHost.UntilExitAsync(Cancellation)).ShouldBe(1);

        appHost.Output.ShouldContain($"Port {port} of 'service' is held by");
        appHost.Output.ShouldContain($"process {Environment.ProcessId}");
        appHost.Output.ShouldNotContain("   at ", customMessage: "no stack trace for a user's mistake");
    }

    [Fact]
    public async Task Starting_twice_is_refused()
    {
        var ports = new TargetPorts();
        await using var first = AppHostProcess.Start("ok", ports.Take(), "--AppHost:LockName=twice");
        await first.UntilReadyAsync(Cancellation);

        await using var second = AppHostProcess.Start("ok", ports.Take(), "--AppHost:LockName=twice");

        (await second.UntilExitAsync(Cancellation)).ShouldBe(1);
        second.Output.ShouldContain($"running already (process {first.Id})");
    }

    [Theory]
    [InlineData("crash", "'service' does not come up: exited with code 3, 3 times in a row. Its last words:", "The database schema is newer than this program.")]
    [InlineData("missing-parameter", "The parameter 'service-password' has no value", "Parameters__service_password")]
    [InlineData("cycle", "'service' → 'worker' → 'service'", "Remove one of the WaitFor calls")]
    [InlineData("no-program", "'worker' cannot be started. The program 'no-such-program' was not found.", "Install it")]
    [InlineData("unbuilt", "'service' is not built", "dotnet build")]
    public async Task A_mistake_is_told_with_its_remedy(string scenario, string problem, string remedy)
    {
        await using var appHost = AppHostProcess.Start(scenario, new TargetPorts().Take());

        (await appHost.UntilExitAsync(Cancellation)).ShouldBe(1);

        appHost.Output.ShouldContain(problem);
        appHost.Output.ShouldContain(remedy);
        appHost.Output.ShouldNotContain("   at ", customMessage: "no stack trace for a user's mistake");
        appHost.Output.Split('\n').Length.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task Logs_are_shown_with_their_replica_when_asked_for()
    {
        await using var appHost = AppHostProcess.Start("ok", new TargetPorts().Take(), "--logs");
        await appHost.UntilReadyAsync(Cancellation);

        await Eventually(() => appHost.Output.Split("] The test service starts.").Length == 3);
        appHost.Output.ShouldContain("[service-");
    }

    public void Dispose() => _client.Dispose();

    private async Task<HashSet<int>> ServicesAsync(int port)
    {
        var processes = new HashSet<int>();

        // Requests go to the replicas in turns.
        for (var i = 0; i < 6; i++)
        {
            processes.Add(int.Parse(await _client.GetStringAsync(new Uri($"http://localhost:{port}/pid"), Cancellation), CultureInfo.InvariantCulture));
        }

        return processes;
    }

    private static async Task Signal(int processId, string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{processId}"]);
        await kill.WaitForExitAsync(Cancellation);
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Task Eventually(Func<bool> condition) => Eventually(() => Task.FromResult(condition()));

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(20));

        while (!await condition())
        {
            await Task.Delay(25, patience.Token);
        }
    }
}
