using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Dashboard;
using Aspire.Hosting.Running.Ports;
using Aspire.Hosting.Testing;
using Aspire.ResourceService.V1;
using Grpc.Core;
using Grpc.Net.Client;
using TestAppHost;

namespace Aspire.Hosting.Tests.Running;

/// <summary>The AppHost's side of the dashboard's contract, asked by a real gRPC client.</summary>
public sealed class DashboardResourceServiceTests
{
    private const string ApiKey = "the key of this run";

    private static readonly Metadata Headers = new() { { "x-resource-service-api-key", ApiKey } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dashboard_sees_resources_follows_changes_reads_logs_and_gives_commands()
    {
        await using var run = await Run.StartAsync();
        var client = run.Client;

        (await client.GetApplicationInformationAsync(new(), Headers, cancellationToken: Cancellation)).ApplicationName.ShouldNotBeEmpty();

        using var watch = client.WatchResources(new(), Headers, cancellationToken: Cancellation);
        (await watch.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();
        watch.ResponseStream.Current.KindCase.ShouldBe(WatchResourcesUpdate.KindOneofCase.InitialData);
        var known = watch.ResponseStream.Current.InitialData.Resources.ToDictionary(resource => resource.Name);

        var service = await Until(watch, known, resource => resource is { DisplayName: "service", State: "Running" } && resource.HealthReports.Any(report => report.Status is HealthStatus.Healthy));
        service.ResourceType.ShouldBe("Project");
        service.Name.ShouldStartWith("service-");
        service.Urls.Single().FullUrl.ShouldBe(run.Application.GetEndpoint("service").ToString().TrimEnd('/'));
        service.Environment.ShouldContain(variable => variable.Name == "COLOR" && variable.Value == "blue");
        service.Properties.Single(property => property.Name == "executable.pid").Value.NumberValue.ShouldBeGreaterThan(0);
        service.Commands.Single(command => command.Name == "start").State.ShouldBe(ResourceService.V1.ResourceCommandState.Hidden);
        var restart = service.Commands.Single(command => command.Name == "restart");
        restart.State.ShouldBe(ResourceService.V1.ResourceCommandState.Enabled);
        restart.CoversReplicas.ShouldBeTrue();

        using var logs = client.WatchResourceConsoleLogs(new() { ResourceName = service.Name }, Headers, cancellationToken: Cancellation);
        (await logs.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();
        var line = logs.ResponseStream.Current.LogLines[0];
        line.Text.ShouldEndWith("The test service starts.");
        line.LineNumber.ShouldBe(1);

        var stopped = await client.ExecuteResourceCommandAsync(
            new() { CommandName = "stop", ResourceName = service.Name, ResourceType = "Project" }, Headers, cancellationToken: Cancellation);
        stopped.Kind.ShouldBe(ResourceCommandResponseKind.Succeeded);
        (await Until(watch, known, resource => resource is { Name: "service", State: "Exited" })).Commands
            .Single(command => command.Name == "start").State.ShouldBe(ResourceService.V1.ResourceCommandState.Enabled);
        known.ShouldNotContainKey(service.Name, "its replica is gone");
    }

    [Fact]
    public async Task Nobody_is_let_in_without_the_key()
    {
        await using var run = await Run.StartAsync();
        Metadata wrong = new() { { "x-resource-service-api-key", "another key" } };

        (await Should.ThrowAsync<RpcException>(async () => await run.Client.GetApplicationInformationAsync(new(), cancellationToken: Cancellation)))
            .StatusCode.ShouldBe(StatusCode.Unauthenticated);

        using var watch = run.Client.WatchResources(new(), wrong, cancellationToken: Cancellation);
        (await Should.ThrowAsync<RpcException>(() => watch.ResponseStream.MoveNext(Cancellation))).StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public async Task An_unknown_command_fails_with_a_message()
    {
        await using var run = await Run.StartAsync();

        var response = await run.Client.ExecuteResourceCommandAsync(
            new() { CommandName = "dance", ResourceName = "service", ResourceType = "Project" }, Headers, cancellationToken: Cancellation);

        response.Kind.ShouldBe(ResourceCommandResponseKind.Failed);
        response.Message.ShouldContain("has no command 'dance'");
    }

    private static async Task<ResourceService.V1.Resource> Until(
        AsyncServerStreamingCall<WatchResourcesUpdate> watch, Dictionary<string, ResourceService.V1.Resource> known, Func<ResourceService.V1.Resource, bool> condition)
    {
        while (true)
        {
            if (known.Values.FirstOrDefault(condition) is { } found)
            {
                return found;
            }

            (await watch.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();

            foreach (var change in watch.ResponseStream.Current.Changes.Value)
            {
                if (change.KindCase is WatchResourcesChange.KindOneofCase.Delete)
                {
                    known.Remove(change.Delete.ResourceName);
                }
                else
                {
                    known[change.Upsert.Name] = change.Upsert;
                }
            }
        }
    }

    private sealed class Run(DistributedApplication application, ResourceServiceHost host, GrpcChannel channel) : IAsyncDisposable
    {
        public DistributedApplication Application => application;

        public DashboardService.DashboardServiceClient Client { get; } = new(channel);

        public static async Task<Run> StartAsync()
        {
            var builder = DistributedApplicationTestingBuilder.Create();
            builder.AddProject<TestServiceProject>("service").WithHttpEndpoint().WithEnvironment("COLOR", "blue");
            var application = await builder.BuildAsync(Cancellation);
            var address = new Uri($"http://localhost:{new TargetPorts().Take()}");
            var host = await ResourceServiceHost.StartAsync(address, ApiKey, application.Services, Cancellation);
            await application.StartAsync(Cancellation);
            return new(application, host, GrpcChannel.ForAddress(address));
        }

        public async ValueTask DisposeAsync()
        {
            channel.Dispose();
            await host.DisposeAsync();
            await application.DisposeAsync();
        }
    }
}
