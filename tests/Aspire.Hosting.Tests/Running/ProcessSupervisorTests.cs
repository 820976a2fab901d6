using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Tests.Running;

/// <summary>With real processes: POSIX shells on Linux and macOS.</summary>
public sealed class ProcessSupervisorTests : IDisposable
{
    private readonly ProcessSupervisor _supervisor = new();
    private readonly LineLog _log = new();

    public static bool HasShell => !OperatingSystem.IsWindows();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(SkipUnless = nameof(HasShell), Skip = "Needs /bin/sh.")]
    public async Task Hands_over_arguments_environment_and_folder_and_reads_both_outputs()
    {
        var process = _supervisor.Start(
            Shell("""printf '%s|%s|%s\n' "$1" "$NAME" "$PWD"; printf 'no newline' >&2; exit 3""", "a 'quoted' \"$argument") with
            {
                Environment = new Dictionary<string, string?> { ["NAME"] = "valüe\nwith two lines", ["PATH"] = Environment.GetEnvironmentVariable("PATH") },
                WorkingDirectory = "/",
            },
            _log.Add);

        (await process.Exited.WaitAsync(Cancellation)).ShouldBe(3);
        _log.Lines.ShouldBe(
            [new("a 'quoted' \"$argument|valüe", false), new("with two lines|/", false), new("no newline", true)], ignoreOrder: true);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "Needs /bin/sh.")]
    public async Task Variables_with_dashes_in_their_names_reach_the_program()
    {
        var process = _supervisor.Start(
            new()
            {
                FileName = "env",
                WorkingDirectory = "/",
                Environment = new Dictionary<string, string?> { ["services__my-api__http__0"] = "http://localhost:1234" },
            },
            _log.Add);

        await process.Exited.WaitAsync(Cancellation);
        _log.Lines.ShouldContain(new LogLine("services__my-api__http__0=http://localhost:1234", false));
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "Needs /bin/sh.")]
    public async Task Asks_a_program_to_end_with_its_descendants()
    {
        var process = _supervisor.Start(Shell("trap 'echo bye; exit 5' TERM; sleep 300 & echo $!; wait"), _log.Add);
        var grandchild = int.Parse(await _log.First(Cancellation), null);

        process.Terminate();

        (await process.Exited.WaitAsync(Cancellation)).ShouldBe(5);
        _log.Lines.ShouldContain(new LogLine("bye", false));
        await Gone(grandchild);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "Needs /bin/sh.")]
    public async Task Kills_a_program_that_does_not_listen_with_its_descendants()
    {
        var process = _supervisor.Start(Shell("trap '' TERM; sleep 300 & echo $!; while :; do sleep 1; done"), _log.Add);
        var grandchild = int.Parse(await _log.First(Cancellation), null);

        process.Terminate();
        process.Kill();

        (await process.Exited.WaitAsync(Cancellation)).ShouldBe(137);
        await Gone(grandchild);
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "Needs /bin/sh.")]
    public async Task What_a_program_leaves_behind_ends_with_it()
    {
        var process = _supervisor.Start(Shell("sleep 300 & echo $!"), _log.Add);

        (await process.Exited.WaitAsync(Cancellation)).ShouldBe(0);
        await Gone(int.Parse(await _log.First(Cancellation), null));
    }

    [Fact(SkipUnless = nameof(HasShell), Skip = "Needs /bin/sh.")]
    public async Task Even_a_daemon_that_left_its_session_ends_with_the_runner()
    {
        Assert.SkipUnless(ExecutablePath.Find("setsid") is not null, "Needs setsid.");
        var process = _supervisor.Start(Shell("setsid --fork sh -c 'echo $$; exec sleep 300' & wait"), _log.Add);
        var daemon = int.Parse(await _log.First(Cancellation), null);
        await process.Exited.WaitAsync(Cancellation);
        IsAlive(daemon).ShouldBeTrue();

        _supervisor.Dispose();

        await Gone(daemon);
    }

    [Fact]
    public void A_program_that_does_not_exist_is_named()
    {
        var exception = Should.Throw<DistributedApplicationException>(
            () => _supervisor.Start(new() { FileName = "no-such-program", WorkingDirectory = Path.GetTempPath() }, _log.Add));

        exception.Message.ShouldContain("'no-such-program' was not found");
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var missing = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));

        var exception = Should.Throw<DistributedApplicationException>(
            () => _supervisor.Start(new() { FileName = "dotnet", WorkingDirectory = missing }, _log.Add));

        exception.Message.ShouldContain(missing);
    }

    public void Dispose() => _supervisor.Dispose();

    private static ProcessSpecification Shell(string script, params string[] arguments) => new()
    {
        FileName = "/bin/sh",
        Arguments = ["-c", script, "sh", .. arguments],
        WorkingDirectory = Path.GetTempPath(),
    };

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

    private static async Task Gone(int processId)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(10));

        while (IsAlive(processId))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private sealed class LineLog
    {
        private readonly ConcurrentQueue<LogLine> _lines = new();
        private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<LogLine> Lines => [.. _lines];

        public void Add(LogLine line)
        {
            _lines.Enqueue(line);
            _first.TrySetResult(line.Text);
        }

        public Task<string> First(CancellationToken cancellationToken) => _first.Task.WaitAsync(cancellationToken);
    }
}
