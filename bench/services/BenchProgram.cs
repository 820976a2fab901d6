using System.Diagnostics;

namespace Services.Bench;

/// <summary>A program that is started for the measurement, and ends with it.</summary>
internal sealed class BenchProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(3);
    private readonly Process _process;

    private BenchProgram(string address, Process process) => (Address, _process) = (address, process);

    public string Address { get; }

    /// <summary>How long it has been on a processor until now.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>A service, as it is built beside this program.</summary>
    public static BenchProgram StartService(FreeAddresses addresses, string name, params (string Key, string Value)[] settings)
    {
        // bench/services/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        var folder = Path.Combine(root, "services", name, "bin", output.Parent.Name, output.Name);
        var address = addresses.Next();
        return Start(address, folder, [Path.Combine(folder, name + ".dll")], [("ASPNETCORE_URLS", address), ("ASPNETCORE_ENVIRONMENT", "Production"), ("Logging__Console__LogLevel__Default", "Critical"), .. settings]);
    }

    /// <summary>This program in another part.</summary>
    public static BenchProgram StartSelf(FreeAddresses addresses, string part, params string[] arguments)
    {
        var address = addresses.Next();
        return Start(address, AppContext.BaseDirectory, [typeof(BenchProgram).Assembly.Location, part, address, .. arguments], []);
    }

    public static async Task WaitAsync(string address)
    {
        using var http = new HttpClient();
        using var late = new CancellationTokenSource(StartTime);
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(new Uri(address), late.Token);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), late.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static BenchProgram Start(string address, string folder, string[] arguments, (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new BenchProgram(address, Process.Start(start)!);
    }
}
