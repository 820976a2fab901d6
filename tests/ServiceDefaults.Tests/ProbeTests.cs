using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Tests;

public sealed class ProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/startup")]
    public async Task A_service_without_dependencies_is_ready_and_alive(string probe)
    {
        await using var service = await RunningService.StartAsync();

        (await service.Client.GetAsync(probe, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_failing_dependency_makes_it_unready_but_does_not_restart_it()
    {
        await using var service = await RunningService.StartAsync(builder =>
            builder.Services.AddHealthChecks().AddCheck("database", () => HealthCheckResult.Unhealthy(), [HealthTags.Ready]));

        (await service.Client.GetAsync("/health", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await service.Client.GetAsync("/alive", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await service.Client.GetAsync("/startup", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_log_tells_each_change_of_readiness_once()
    {
        var reachable = true;
        await using var service = await RunningService.StartAsync(builder => builder.Services.AddHealthChecks().AddCheck(
            "database",
            () => reachable ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("it does not answer"),
            [HealthTags.Ready]));

        foreach (var answer in new[] { true, true, false, false, false, true, true })
        {
            reachable = answer;
            await service.Client.GetAsync("/health", Cancellation);
        }

        service.Logs.Lines.Where(line => line.Contains("eady", StringComparison.Ordinal) || line.Contains("nhealthy", StringComparison.Ordinal)).ShouldBe(
            ["Information ServiceDefaults.Health.ReadinessLog: Not ready. database: it does not answer", "Information ServiceDefaults.Health.ReadinessLog: Ready again."]);
    }

    [Fact]
    public async Task A_failing_liveness_check_leaves_readiness_alone()
    {
        await using var service = await RunningService.StartAsync(builder =>
            builder.Services.AddHealthChecks().AddCheck("deadlock", () => HealthCheckResult.Unhealthy(), [HealthTags.Live]));

        (await service.Client.GetAsync("/alive", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await service.Client.GetAsync("/startup", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await service.Client.GetAsync("/health", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/startup")]
    public async Task Probes_pass_where_everything_else_needs_a_login(string probe)
    {
        await using var service = await RunningService.StartAsync(
            builder =>
            {
                builder.Services.AddAuthentication().AddCookie();
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            app => app.UseAuthentication().UseAuthorization());

        (await service.Client.GetAsync(probe, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
