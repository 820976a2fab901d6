using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Order.Tests;

/// <summary>The service as a process of its own, stopped as Kubernetes and the local runner stop it.</summary>
public sealed partial class ShutdownTests : IAsyncLifetime
{
    private const int SigTerm = 15;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("order-shutdown-");
    private TestIssuer _issuer = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _issuer = await TestIssuer.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _issuer.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task SIGTERM_turns_it_unready_lets_it_serve_on_then_ends_its_streams_and_itself()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        using var service = Start(("Shutdown__DrainDelay", "00:00:02"));
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(await AddressAsync(service)) };
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _issuer.Token("ada"));
            await Eventually.Async(async () => (await client.GetAsync("/health", Cancellation)).IsSuccessStatusCode, Cancellation);
            await using var stream = await EventStream.OpenAsync(client);

            Kill(service.Id, SigTerm).ShouldBe(0);

            await Eventually.Async(async () => (await client.GetAsync("/health", Cancellation)).StatusCode == HttpStatusCode.ServiceUnavailable, Cancellation);
            (await client.GetAsync("/orders", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
            service.HasExited.ShouldBeFalse();

            (await stream.NextAsync()).ShouldBeNull();
            var streamEnded = Stopwatch.GetTimestamp();
            await service.WaitForExitAsync(Cancellation);
            service.ExitCode.ShouldBe(0);
            Stopwatch.GetElapsedTime(streamEnded).ShouldBeLessThan(TimeSpan.FromSeconds(10), "an open stream must not hold the shutdown up");
        }
        finally
        {
            service.Kill();
        }
    }

    [Theory]
    [InlineData("Auth__Issuer", "")]
    [InlineData("ConnectionStrings__orderdb", "")]
    [InlineData("ConnectionStrings__orderdb", "Data Source=:memory:")]
    public async Task A_setting_that_cannot_work_is_named_with_its_remedy_and_ends_the_process(string setting, string value)
    {
        using var service = Start((setting, value));

        var output = service.StandardOutput.ReadToEndAsync(Cancellation);
        var error = await service.StandardError.ReadToEndAsync(Cancellation);
        await service.WaitForExitAsync(Cancellation);

        service.ExitCode.ShouldBe(1);
        error.ShouldStartWith("order: ");
        error.ShouldContain(setting.Split("__")[1]);
        (await output + error).ShouldNotContain("   at ");
    }

    private Process Start(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "Order.dll"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _directory.FullName,
        };
        (string Name, string Value)[] defaults =
        [
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ConnectionStrings__orderdb", $"Data Source={Path.Combine(_directory.FullName, "orders.db")}"),
            ("Auth__Issuer", TestIssuer.PublicAddress),
            ("services__auth__http__0", _issuer.Address),
        ];
        foreach (var (name, value) in defaults.Concat(environment))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<string> AddressAsync(Process service)
    {
        while (await service.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal) is var at and >= 0)
            {
                // Whatever else it says must not fill the pipe.
                _ = service.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return string.Create(CultureInfo.InvariantCulture, $"{line.AsSpan(at).Trim()}");
            }
        }

        throw new InvalidOperationException("The service has ended before it listened: " + await service.StandardError.ReadToEndAsync(Cancellation));
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int processId, int signal);
}
