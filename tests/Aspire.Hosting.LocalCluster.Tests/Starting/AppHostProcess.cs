using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Aspire.Hosting.LocalCluster.Tests.Starting;

/// <summary>The test AppHost as a program of its own, as a user starts it, and all processes that come of it.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    // Inherited by every process that comes of the AppHost, whoever starts it.
    private const string Mark = "LOCAL_CLUSTER_TEST_RUN";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly string _mark;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppHostProcess(Process process, string mark)
    {
        (_process, _mark) = (process, mark);
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static AppHostProcess Start(params string[] args) => Start([], args);

    /// <param name="environment">What else is in its environment.</param>
    /// <param name="args">Its arguments.</param>
    public static AppHostProcess Start(Dictionary<string, string> environment, params string[] args)
    {
        var assembly = typeof(AppHostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "TestAppHost").Value!;

        // A shell starts what it runs in the background with SIGINT ignored, and so all that comes of it: a terminal does not.
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], "exec", assembly, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var mark = Guid.NewGuid().ToString("N");
        start.Environment[Mark] = mark;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, mark);
    }

    public async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        var exited = _process.WaitForExitAsync(cancellationToken);

        if (await Task.WhenAny(_ready.Task, exited).WaitAsync(Patience, cancellationToken) == exited)
        {
            throw new InvalidOperationException($"The AppHost ended with {_process.ExitCode}: {Output}");
        }
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> UntilExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return _process.ExitCode;
    }

    /// <param name="signal">Its name, such as <c>INT</c> for Ctrl+C.</param>
    /// <param name="cancellationToken">The test ends.</param>
    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    /// <summary>The names of the processes that came of the AppHost and are still there, itself included. Linux only.</summary>
    public IReadOnlyList<string> Processes() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
            .Where(folder => Read(Path.Combine(folder, "environ")).Contains($"{Mark}={_mark}", StringComparison.Ordinal))
            .Select(folder => Read(Path.Combine(folder, "comm")).Trim()),
    ];

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile, or is somebody else's.
            return "";
        }
    }

    private void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.Contains("Everything is ready after", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
