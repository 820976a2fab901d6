using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Aspire.ResourceService.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>An AppHost as the dashboard sees it: the resource service over gRPC, with resources that a test sets.</summary>
internal sealed class AppHostStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Service _service;
    private readonly CancellationTokenSource _ended;

    private AppHostStandIn(WebApplication app, Service service, CancellationTokenSource ended)
    {
        _app = app;
        _service = service;
        _ended = ended;
    }

    public string Url => _app.Urls.Single();

    /// <summary>Commands executed, as <c>command resource</c>.</summary>
    public ConcurrentQueue<string> Executed => _service.Executed;

    public static async Task<AppHostStandIn> StartAsync(params Resource[] resources)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        var ended = new CancellationTokenSource();
        var service = new Service(resources, ended.Token);
        builder.Services.AddSingleton(service);
        var app = builder.Build();
        app.MapGrpcService<Service>();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new AppHostStandIn(app, service, ended);
    }

    /// <summary>The application of these pages: two services, one with two replicas, a database, a secret parameter.</summary>
    public static Resource[] Shop() =>
    [
        Project("auth", "auth", "authdb"),
        Project("order-a1", "order", "orderdb", "auth"),
        Project("order-b2", "order", "orderdb", "auth"),
        new Resource { Name = "orderdb", DisplayName = "orderdb", ResourceType = "ConnectionString", Uid = "orderdb", State = "Running" },
        new Resource
        {
            Name = "admin-password", DisplayName = "admin-password", ResourceType = "Parameter", Uid = "p", State = "Running",
            Properties = { new ResourceProperty { Name = "Value", Value = Value.ForString("correct horse"), IsSensitive = true } },
        },
    ];

    public static Resource Project(string name, string displayName, params string[] references)
    {
        var resource = new Resource
        {
            Name = name,
            DisplayName = displayName,
            ResourceType = "Project",
            Uid = name,
            State = "Running",
            StartedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddMinutes(-3)),
            SupportsDetailedTelemetry = true,
            Urls = { new Url { EndpointName = "http", FullUrl = $"http://localhost:4000/{displayName}", DisplayProperties = new UrlDisplayProperties() } },
            HealthReports = { new HealthReport { Key = "/health", Status = HealthStatus.Healthy, Description = "" } },
            Environment =
            {
                new EnvironmentVariable { Name = "Auth__SigningKey", Value = "a secret key", IsFromSpec = true },
                new EnvironmentVariable { Name = "PATH", Value = "/usr/bin", IsFromSpec = false },
            },
            Properties = { new ResourceProperty { Name = "project.path", Value = Value.ForString($"/src/{displayName}/{displayName}.csproj") } },
            Commands =
            {
                new ResourceCommand { Name = "resource-restart", DisplayName = "Restart", IconName = "ArrowCounterclockwise", IsHighlighted = true },
                new ResourceCommand { Name = "scale-up", DisplayName = "Add a replica", CoversReplicas = true },
                new ResourceCommand { Name = "report", DisplayName = "Report", CoversReplicas = true },
                new ResourceCommand { Name = "migrate", DisplayName = "Migrate", ConfirmationMessage = "Migrate the database now?" },
            },
        };
        resource.Relationships.AddRange(references.Select(r => new ResourceRelationship { ResourceName = r, Type = "Reference" }));
        return resource;
    }

    /// <summary>What was answered to the questions.</summary>
    public Channel<WatchInteractionsRequestUpdate> Answers => _service.Answers;

    /// <summary>Asks the person at the dashboard, or withdraws a question.</summary>
    public void Ask(WatchInteractionsResponseUpdate question) => _service.Questions.Writer.TryWrite(question);

    public void Upsert(Resource resource) => _service.Upsert(resource);

    public void Write(string resourceName, params string[] lines) => _service.Write(resourceName, lines);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _app.DisposeAsync();
        _ended.Dispose();
    }

    internal sealed class Service(IEnumerable<Resource> resources, CancellationToken ended) : DashboardService.DashboardServiceBase
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, Resource> _resources = resources.ToDictionary(r => r.Name);
        private readonly Dictionary<string, List<string>> _lines = [];
        private readonly List<Channel<Resource>> _watchers = [];
        private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Executed { get; } = new();

        public Channel<WatchInteractionsResponseUpdate> Questions { get; } = Channel.CreateUnbounded<WatchInteractionsResponseUpdate>();

        public Channel<WatchInteractionsRequestUpdate> Answers { get; } = Channel.CreateUnbounded<WatchInteractionsRequestUpdate>();

        public void Upsert(Resource resource)
        {
            lock (_lock)
            {
                _resources[resource.Name] = resource;
                _watchers.ForEach(w => w.Writer.TryWrite(resource));
            }
        }

        public void Write(string resourceName, string[] lines)
        {
            TaskCompletionSource written;
            lock (_lock)
            {
                if (!_lines.TryGetValue(resourceName, out var all))
                {
                    _lines[resourceName] = all = [];
                }

                all.AddRange(lines);
                (written, _written) = (_written, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }

            written.SetResult();
        }

        public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
            Task.FromResult(new ApplicationInformationResponse { ApplicationName = "Shop" });

        public override async Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ended);
            var channel = Channel.CreateUnbounded<Resource>();
            var initial = new InitialResourceData();
            lock (_lock)
            {
                initial.Resources.AddRange(_resources.Values);
                _watchers.Add(channel);
            }

            await responseStream.WriteAsync(new WatchResourcesUpdate { InitialData = initial }, until.Token);
            try
            {
                await foreach (var resource in channel.Reader.ReadAllAsync(until.Token))
                {
                    await responseStream.WriteAsync(
                        new WatchResourcesUpdate { Changes = new WatchResourcesChanges { Value = { new WatchResourcesChange { Upsert = resource } } } }, until.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The watch ends with the call.
            }
        }

        public override async Task WatchResourceConsoleLogs(
            WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ended);
            var sent = 0;
            try
            {
                while (true)
                {
                    Task written;
                    List<string> lines;
                    lock (_lock)
                    {
                        written = _written.Task;
                        lines = [.. _lines.GetValueOrDefault(request.ResourceName, []).Skip(sent)];
                    }

                    foreach (var batch in lines.Chunk(5_000))
                    {
                        var update = new WatchResourceConsoleLogsUpdate();
                        update.LogLines.AddRange(batch.Select(text => new ConsoleLogLine { LineNumber = ++sent, Text = text }));
                        await responseStream.WriteAsync(update, until.Token);
                    }

                    await written.WaitAsync(until.Token);
                }
            }
            catch (OperationCanceledException)
            {
                // The watch ends with the call.
            }
        }

        public override Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
        {
            Executed.Enqueue($"{request.CommandName} {request.ResourceName}");
            return Task.FromResult(new ResourceCommandResponse
            {
                Kind = ResourceCommandResponseKind.Succeeded,
                Result = request.CommandName == "report"
                    ? new ResourceCommandResult { Value = "# Report\n\nAll **is** well", Format = CommandResultFormat.Markdown, DisplayImmediately = true }
                    : null,
            });
        }

        private async Task AnswerAsync(IAsyncStreamReader<WatchInteractionsRequestUpdate> answers, CancellationToken cancellationToken)
        {
            while (await answers.MoveNext(cancellationToken))
            {
                Answers.Writer.TryWrite(answers.Current);
            }
        }

        public override async Task WatchInteractions(
            IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context)
        {
            try
            {
                using var until = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, ended);
                var answering = AnswerAsync(requestStream, until.Token);

                await foreach (var question in Questions.Reader.ReadAllAsync(until.Token))
                {
                    await responseStream.WriteAsync(question, until.Token);
                }

                await answering;
            }
            catch (OperationCanceledException)
            {
                // The watch ends with the call.
            }
        }
    }
}
