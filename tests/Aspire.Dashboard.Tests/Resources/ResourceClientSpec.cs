using System.Collections.Concurrent;
using System.Threading.Channels;
using Aspire.Dashboard.Resources;
using Aspire.Dashboard.Tests.Hosting;
using Aspire.ResourceService.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Contract = Aspire.ResourceService.V1;

namespace Aspire.Dashboard.Tests.Resources;

public sealed class ResourceClientSpec
{
    private static readonly TimeSpan Immediately = TimeSpan.FromMilliseconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_are_live()
    {
        await using var appHost = await AppHost.StartAsync();
        await using var dashboard = await StartAsync(appHost);
        var client = dashboard.Get<IResourceClient>();

        await UntilAsync(client, () => client.Resources.Length == 1 && client.Connection == ResourceConnection.Connected);
        client.ApplicationName.ShouldBe("shop");
        var order = client.Resources[0];
        (order.Name, order.DisplayName, order.State, order.Health).ShouldBe(("order-x1", "order", "Running", ResourceHealth.Degraded));
        order.Environment.ShouldHaveSingleItem().ShouldBe(new ResourceEnvironmentVariable("A", "b", true));
        order.GetProperty("executable.args").ShouldBe("--a 5");
        order.Commands.ShouldHaveSingleItem().Name.ShouldBe("restart");

        appHost.Updates.Writer.TryWrite(new WatchResourcesUpdate
        {
            Changes = new WatchResourcesChanges
            {
                Value =
                {
                    new WatchResourcesChange { Upsert = new Contract.Resource { Name = "auth-y", DisplayName = "auth", ResourceType = "Project" } },
                    new WatchResourcesChange { Delete = new ResourceDeletion { ResourceName = "order-x1" } },
                },
            },
        });
        await UntilAsync(client, () => client.Resources is [{ Name: "auth-y" }]);
    }

    [Fact]
    public async Task Console_logs_go_on_after_a_lost_connection_without_a_line_twice()
    {
        await using var appHost = await AppHost.StartAsync();
        await using var dashboard = await StartAsync(appHost);
        var lines = new List<string>();

        // The first call ends after two lines; the second one begins with the first line again.
        await foreach (var batch in dashboard.Get<IResourceClient>().WatchConsoleLogsAsync("order-x1", Cancellation))
        {
            lines.AddRange(batch.Select(line => line.Text));

            if (lines.Count == 3)
            {
                break;
            }
        }

        lines.ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task Commands_are_executed_with_their_arguments()
    {
        await using var appHost = await AppHost.StartAsync();
        await using var dashboard = await StartAsync(appHost);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(client, () => client.Resources.Length == 1);

        var result = await client.ExecuteCommandAsync(client.Resources[0], "restart", new Dictionary<string, string> { ["how"] = "gently" }, Cancellation);

        (result.Outcome, result.Message).ShouldBe((CommandOutcome.Succeeded, "restart order-x1 gently"));
    }

    [Fact]
    public async Task Questions_are_answered_with_the_values_of_their_fields()
    {
        await using var appHost = await AppHost.StartAsync();
        await using var dashboard = await StartAsync(appHost);
        var client = dashboard.Get<IResourceClient>();
        await UntilAsync(client, () => client.Interactions.Length == 1);
        client.Interactions[0].Inputs.ShouldHaveSingleItem().Name.ShouldBe("password");

        await client.SubmitInputsAsync(client.Interactions[0].Id, new Dictionary<string, string> { ["password"] = "p" }, Cancellation);

        (await appHost.Answers.Reader.ReadAsync(Cancellation)).InputsDialog.InputItems[0].Value.ShouldBe("p");
        await UntilAsync(client, () => client.Interactions.IsEmpty);
    }

    [Fact]
    public async Task A_wrong_key_is_told_apart_from_a_missing_apphost()
    {
        await using var appHost = await AppHost.StartAsync();
        await using var dashboard = await StartAsync(appHost, "wrong");
        var client = dashboard.Get<IResourceClient>();

        await UntilAsync(client, () => client.Connection == ResourceConnection.Refused);
    }

    [Fact]
    public async Task Without_an_apphost_there_is_only_telemetry()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var client = dashboard.Get<IResourceClient>();

        client.Connection.ShouldBe(ResourceConnection.Disabled);
        client.Resources.ShouldBeEmpty();
    }

    private static Task<TestDashboard> StartAsync(AppHost appHost, string key = AppHost.Key) => TestDashboard.StartAsync(
        ("DOTNET_RESOURCE_SERVICE_ENDPOINT_URL", appHost.Address), ("Dashboard:ResourceServiceClient:ApiKey", key));

    private static async Task UntilAsync(IResourceClient client, Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));

        await foreach (var _ in client.WatchAsync(Immediately, patience.Token))
        {
            if (condition())
            {
                return;
            }
        }

        condition().ShouldBeTrue();
    }

    /// <summary>The other side of the contract, as small as it can be.</summary>
    private sealed class AppHost : DashboardService.DashboardServiceBase, IAsyncDisposable
    {
        public const string Key = "the-key";

        private readonly ConcurrentDictionary<string, int> _logCalls = new();
        private WebApplication? _app;

        public Channel<WatchResourcesUpdate> Updates { get; } = Channel.CreateUnbounded<WatchResourcesUpdate>();

        public Channel<WatchInteractionsRequestUpdate> Answers { get; } = Channel.CreateUnbounded<WatchInteractionsRequestUpdate>();

        public string Address => _app!.Urls.First();

        public static async Task<AppHost> StartAsync()
        {
            var appHost = new AppHost();
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(server => server.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
            builder.Services.AddGrpc();
            builder.Services.AddSingleton(appHost);
            appHost._app = builder.Build();
            appHost._app.MapGrpcService<AppHost>();
            await appHost._app.StartAsync(Cancellation);
            return appHost;
        }

        public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
            context.RequestHeaders.GetValue("x-resource-service-api-key") == Key
                ? Task.FromResult(new ApplicationInformationResponse { ApplicationName = "shop" })
                : throw new RpcException(new Status(StatusCode.Unauthenticated, "no"));

        public override async Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(new WatchResourcesUpdate
            {
                InitialData = new InitialResourceData
                {
                    Resources =
                    {
                        new Contract.Resource
                        {
                            Name = "order-x1", DisplayName = "order", ResourceType = "Project", State = "Running",
                            Environment = { new EnvironmentVariable { Name = "A", Value = "b", IsFromSpec = true } },
                            HealthReports =
                            {
                                new HealthReport { Key = "one", Status = HealthStatus.Healthy }, new HealthReport { Key = "two", Status = HealthStatus.Degraded },
                            },
                            Properties =
                            {
                                new Contract.ResourceProperty { Name = "executable.args", Value = Value.ForList(Value.ForString("--a"), Value.ForNumber(5)) },
                            },
                            Commands = { new Contract.ResourceCommand { Name = "restart", DisplayName = "Restart" } },
                        },
                    },
                },
            });

            await foreach (var update in Updates.Reader.ReadAllAsync(context.CancellationToken))
            {
                await responseStream.WriteAsync(update);
            }
        }

        public override async Task WatchResourceConsoleLogs(
            WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context)
        {
            string[] lines = _logCalls.AddOrUpdate(request.ResourceName, 1, (_, calls) => calls + 1) == 1 ? ["one", "two"] : ["one", "two", "three"];
            var update = new WatchResourceConsoleLogsUpdate();
            update.LogLines.AddRange(lines.Select((text, index) => new Contract.ConsoleLogLine { Text = text, LineNumber = index + 1 }));
            await responseStream.WriteAsync(update);
        }

        public override Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context) => Task.FromResult(new ResourceCommandResponse
        {
            Kind = ResourceCommandResponseKind.Succeeded,
            Message = $"{request.CommandName} {request.ResourceName} {request.Arguments["how"].StringValue}",
        });

        public override async Task WatchInteractions(
            IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context)
        {
            await responseStream.WriteAsync(new WatchInteractionsResponseUpdate
            {
                InteractionId = 5,
                Title = "Password",
                InputsDialog = new InteractionInputsDialog { InputItems = { new Contract.InteractionInput { Name = "password", Label = "Password", InputType = InputType.SecretText } } },
            });

            await foreach (var answer in requestStream.ReadAllAsync(context.CancellationToken))
            {
                Answers.Writer.TryWrite(answer);
                await responseStream.WriteAsync(new WatchInteractionsResponseUpdate { InteractionId = answer.InteractionId, Complete = new InteractionComplete() });
            }
        }

        public async ValueTask DisposeAsync()
        {
            Updates.Writer.TryComplete();
            await _app!.StopAsync(new CancellationToken(canceled: true));
            await _app.DisposeAsync();
        }
    }
}
