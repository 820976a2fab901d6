using System.Globalization;
using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestAppHost;

namespace Aspire.Hosting.Tests.Running;

#pragma warning disable ASPIREPROBES001 // probes are experimental in the official API

/// <summary>Applications run by the test itself, on free ports, with real services.</summary>
public sealed class ApplicationRunnerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_AppHost_is_run_with_free_ports_whatever_its_model_says()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestServiceProject>(["ok", "1"], Cancellation);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancellation);

        using var client = app.CreateHttpClient("service");
        client.BaseAddress!.Port.ShouldNotBe(1);
        (await client.GetStringAsync("/env/ASPNETCORE_URLS", Cancellation)).ShouldStartWith("http://localhost:");
        app.GetEndpoint("service").ShouldBe(client.BaseAddress);
    }

    [Fact]
    public async Task Several_AppHosts_run_side_by_side()
    {
        async Task<string> Run()
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<TestServiceProject>(["ok", "1"], Cancellation);
            await using var app = await builder.BuildAsync(Cancellation);
            await app.StartAsync(Cancellation);
            await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancellation);
            using var client = app.CreateHttpClient("service");
            return await client.GetStringAsync("/pid", Cancellation);
        }

        (await Task.WhenAll(Run(), Run())).ShouldBeUnique();
    }

    [Fact]
    public async Task What_a_program_throws_reaches_the_test() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => DistributedApplicationTestingBuilder.CreateAsync<TestServiceProject>(["ok", "1", "--operation", "dance"], Cancellation)))
            .Message.ShouldContain("'dance' is not an operation");

    [Fact]
    public async Task Resources_wait_for_each_other_and_tools_complete_before_services_start()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var migration = builder.AddProject<TestServiceProject>("migration").WithArgs("complete");
        var first = Service(builder, "first").WaitForCompletion(migration);
        Service(builder, "second").WaitFor(first);
        await using var app = await builder.BuildAsync(Cancellation);
        var states = new List<string>();
        var watching = Watch(app, states);

        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("second", Cancellation);

        states.IndexOf("migration Finished").ShouldBeLessThan(states.IndexOf("first Starting"));
        states.IndexOf("first Running").ShouldBeLessThan(states.IndexOf("second Starting"));
        await app.DisposeAsync();
        await watching;
    }

    [Fact]
    public async Task A_tool_that_fails_keeps_those_who_wait_for_it_from_starting()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var migration = builder.AddProject<TestServiceProject>("migration").WithArgs("crash");
        Service(builder, "service").WaitForCompletion(migration);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);

        var failed = await app.ResourceNotifications.WaitForResourceAsync("service", change => change.Snapshot.State?.Text == KnownResourceStates.FailedToStart, Cancellation);
        failed.Snapshot.State!.Style.ShouldBe(KnownResourceStateStyles.Error);
    }

    [Fact]
    public async Task Each_replica_has_an_instance_id_and_references_resolve()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.Configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317";
        var backend = Service(builder, "backend").WithReplicas(2);
        Service(builder, "caller")
            .WithReference(backend)
            .WithEnvironment("SECRET", builder.AddParameter("secret", "s3cr3t", secret: true))
            .WithEnvironment("LINK", ReferenceExpression.Create($"see {backend.GetEndpoint("http").Property(EndpointProperty.Port)}"));
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await ReplicasAsync(app, "backend", 2);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("caller", Cancellation);
        using var caller = app.CreateHttpClient("caller");

        (await caller.GetStringAsync("/env/services__backend__http__0", Cancellation)).ShouldBe(app.GetEndpoint("backend").ToString().TrimEnd('/'));
        (await caller.GetStringAsync("/env/SECRET", Cancellation)).ShouldBe("s3cr3t");
        (await caller.GetStringAsync("/env/LINK", Cancellation)).ShouldBe($"see {app.GetEndpoint("backend").Port}");

        using var client = app.CreateHttpClient("backend");
        var instances = new HashSet<string>();
        for (var i = 0; i < 6; i++)
        {
            instances.Add(await client.GetStringAsync("/env/OTEL_RESOURCE_ATTRIBUTES", Cancellation));
        }

        instances.Count.ShouldBe(2);
        instances.ShouldAllBe(attributes => attributes.StartsWith("service.instance.id=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replica_that_is_not_ready_gets_no_traffic()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        Service(builder, "service").WithReplicas(2);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await ReplicasAsync(app, "service", 2);
        using var client = app.CreateHttpClient("service");

        var unready = await client.GetStringAsync("/pid", Cancellation);
        string other;
        do
        {
            other = await client.GetStringAsync("/pid", Cancellation);
        }
        while (other == unready);

        // Turns: the next request goes to the first one again.
        (await client.PostAsync("/ready/false", content: null, Cancellation)).EnsureSuccessStatusCode();
        await app.ResourceNotifications.WaitForResourceAsync(
            "service", change => change.Snapshot.HealthReports.Any(report => report is { Name: "readiness", Status: HealthStatus.Unhealthy }) && change.Snapshot.StartTimeStamp is not null, Cancellation);

        var answers = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await client.GetStringAsync("/pid", Cancellation));
        }

        answers.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_replica_that_fails_its_liveness_probe_is_started_again()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        Service(builder, "service").WithHttpProbe(ProbeType.Liveness, "/alive", initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 1);
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancellation);
        using var client = app.CreateHttpClient("service");
        var before = await client.GetStringAsync("/pid", Cancellation);

        (await client.PostAsync("/alive/false", content: null, Cancellation)).EnsureSuccessStatusCode();
        await app.ResourceNotifications.WaitForResourceAsync("service", change => Property(change, "replica.restarts") is 1 && change.Snapshot.HealthStatus is HealthStatus.Healthy, Cancellation);

        (await client.GetStringAsync("/pid", Cancellation)).ShouldNotBe(before);
    }

    [Fact]
    public async Task Commands_change_the_desired_state()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        Service(builder, "service").WithExplicitStart();
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        using var client = app.CreateHttpClient("service");

        using var stopped = await client.GetAsync("/pid", Cancellation);
        stopped.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        (await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.StartCommand, Cancellation)).Success.ShouldBeTrue();
        await app.ResourceNotifications.WaitForResourceHealthyAsync("service", Cancellation);
        var first = await client.GetStringAsync("/pid", Cancellation);

        (await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.RestartCommand, Cancellation)).Success.ShouldBeTrue();
        while (await client.GetStringAsync("/pid", Cancellation) == first)
        {
            await Task.Delay(20, Cancellation);
        }

        (await app.ResourceCommands.ExecuteCommandAsync("service", "scale-up", Cancellation)).Success.ShouldBeTrue();
        await ReplicasAsync(app, "service", 2);

        (await app.ResourceCommands.ExecuteCommandAsync("service", KnownResourceCommands.StopCommand, Cancellation)).Success.ShouldBeTrue();
        await app.ResourceNotifications.WaitForResourceAsync("service", change => change.ResourceId == "service" && change.Snapshot.State?.Text == KnownResourceStates.Exited, Cancellation);
    }

    [Fact]
    public async Task The_logs_of_a_replica_can_be_watched()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        Service(builder, "service");
        await using var app = await builder.BuildAsync(Cancellation);
        var logs = (ResourceLoggerService)app.Services.GetService(typeof(ResourceLoggerService))!;
        await app.StartAsync(Cancellation);

        await foreach (var lines in logs.WatchAsync("service").WithCancellation(Cancellation))
        {
            if (lines.Any(line => line.Content.EndsWith("The test service starts.", StringComparison.Ordinal)))
            {
                break;
            }
        }
    }

    [Fact]
    public async Task A_container_without_a_runtime_is_told_with_the_remedy()
    {
        Assert.SkipWhen(await new Hosting.Running.Replicas.ContainerRuntime().FindProgramAsync() is not null, "There is a container runtime here.");
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddContainer("cache", "redis", "8");
        await using var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);

        var failed = await app.ResourceNotifications.WaitForResourceAsync("cache", change => change.Snapshot.State?.Text == KnownResourceStates.FailedToStart, Cancellation);

        failed.Snapshot.HealthReports.Single().Description!.ShouldContain("The container 'cache' (redis:8) needs a container runtime");
    }

    private static IResourceBuilder<ProjectResource> Service(IDistributedApplicationBuilder builder, string name) => builder.AddProject<TestServiceProject>(name)
        .WithHttpEndpoint()
        .WithHttpProbe(ProbeType.Startup, "/alive", initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 120)
        .WithHttpProbe(ProbeType.Readiness, "/health", initialDelaySeconds: 0, periodSeconds: 1, failureThreshold: 1);

    private static object? Property(ResourceEvent change, string name) => change.Snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value;

    private static async Task ReplicasAsync(DistributedApplication app, string resource, int count)
    {
        var ready = new HashSet<string>();

        await app.ResourceNotifications.WaitForResourceAsync(
            resource,
            change =>
            {
                _ = change.Snapshot is { IsHidden: false, HealthStatus: HealthStatus.Healthy } ? ready.Add(change.ResourceId) : ready.Remove(change.ResourceId);
                return ready.Count == count;
            },
            Cancellation);
    }

    private static Task Watch(DistributedApplication app, List<string> states) => Task.Run(
        async () =>
        {
            try
            {
                await foreach (var change in app.ResourceNotifications.WatchAsync(Cancellation))
                {
                    states.Add(string.Create(CultureInfo.InvariantCulture, $"{change.Resource.Name} {change.Snapshot.State?.Text}"));
                }
            }
            catch (OperationCanceledException)
            {
                // The application ended.
            }
        },
        Cancellation);
}
