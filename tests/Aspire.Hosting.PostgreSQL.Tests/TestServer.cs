using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Aspire.Hosting.PostgreSQL.Tests;

/// <summary>A server that is run as the runner runs it when no container runtime is there.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string? _temporaryDirectory;

    private TestServer(Process process, string? temporaryDirectory)
    {
        _process = process;
        _temporaryDirectory = temporaryDirectory;
    }

    public static async Task<TestServer> StartAsync(IResourceBuilder<PostgresServerResource> server)
    {
        Assert.SkipUnless(PostgresBinaries.AreInstalled, "PostgreSQL is not installed.");

        var cancellationToken = TestContext.Current.CancellationToken;
        var resource = server.Resource;
        var port = FreePort();
        var configuration = await ResourceConfiguration.EvaluateAsync(resource, server.ApplicationBuilder.ExecutionContext, cancellationToken: cancellationToken);
        var environment = new Dictionary<string, string>();
        foreach (var variable in configuration.Environment)
        {
            environment[variable.Name] = (await variable.ResolveAsync(new ValueProviderContext { Caller = resource }, cancellationToken))!;
        }

        resource.TryGetLastAnnotation<LocalProcessAnnotation>(out var annotation).ShouldBeTrue();
        var program = await annotation.Prepare(
            new LocalProcessContext { TargetPorts = new Dictionary<string, int> { ["tcp"] = port }, Environment = environment, Logger = NullLogger.Instance },
            cancellationToken);
        program.StopsByInterrupt.ShouldBeTrue();
        program.Arguments.ShouldNotContain(argument => argument.Contains(environment["POSTGRES_PASSWORD"]));

        var start = new ProcessStartInfo(program.FileName, program.Arguments) { WorkingDirectory = program.WorkingDirectory, RedirectStandardError = true };
        foreach (var (name, value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();

        var endpoint = resource.PrimaryEndpoint.EndpointAnnotation;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port);

        var running = new TestServer(process, program.TemporaryDirectory);
        await running.WaitUntilItAnswersAsync(resource, cancellationToken);
        return running;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var interrupt = Process.Start("kill", ["-INT", $"{_process.Id}"]);
            await interrupt.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (_temporaryDirectory is not null)
        {
            Directory.Delete(_temporaryDirectory, recursive: true);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilItAnswersAsync(PostgresServerResource resource, CancellationToken cancellationToken)
    {
        var connectionString = await PostgresHealthCheck.ConnectionStringAsync(resource, "postgres", cancellationToken);
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (!_process.HasExited && exception is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
