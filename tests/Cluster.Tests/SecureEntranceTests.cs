using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Cluster.Tests.Small;
using k8s;
using k8s.Models;
using Microsoft.Playwright;
using Tests.Journeys;

namespace Cluster.Tests;

/// <summary>The whole application behind TLS, through the Ingress and through the Gateway: what users do, what is told of a broken route, and new versions under load.</summary>
[Collection(nameof(DeployedApplication))]
public sealed class SecureEntranceTests(DeployedApplication application, Browser browser) : IClassFixture<Browser>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WayIn.SecureIngress)]
    [InlineData(WayIn.SecureGateway)]
    public async Task Users_do_the_same_through_both_and_plain_requests_are_sent_to_TLS(WayIn wayIn)
    {
        await application.EnterByAsync(wayIn, Cancellation);
        using var client = application.CreateClient();

        (await client.GetFromJsonAsync<JsonElement>("/auth/.well-known/openid-configuration", Cancellation)).GetProperty("issuer").GetString().ShouldBe($"https://{application.Host}/auth");
        using var plain = EntranceClient.Create(application.Entrance, new($"http://{application.Host}"));
        using var redirect = await plain.GetAsync("/orders/products?q=1", Cancellation);
        ((int)redirect.StatusCode).ShouldBeOneOf(301, 308);
        redirect.Headers.Location.ShouldBe(new Uri($"https://{application.Host}/orders/products?q=1"));

        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        (await customer.OrderAsync("fyr-lamp", 1, Guid.NewGuid().ToString(), Cancellation)).Status.ShouldBe(HttpStatusCode.Created);

        await using var visitor = await browser.OpenAsync();
        await ShopJourney.OrderAndPayAsync(visitor);
        visitor.Complaints.ShouldBeEmpty();
        var cookies = await visitor.Page.Context.CookiesAsync();
        cookies.ShouldNotBeEmpty();
        cookies.ShouldAllBe(cookie => cookie.Secure && cookie.HttpOnly);

        var (exitCode, status) = await application.StatusAsync(Cancellation);
        exitCode.ShouldBe(0);
        status["addresses"]!.AsArray().Select(address => (string?)address!["url"])
            .ShouldBe([$"https://{application.Host}/auth", $"https://{application.Host}/orders", $"https://{application.Host}/"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_page_shows_through_the_Gateway_what_happens_elsewhere()
    {
        await application.EnterByAsync(WayIn.SecureGateway, Cancellation);
        await using var visitor = await browser.OpenAsync();
        await visitor.RegisterAsync();
        await visitor.AddAsync("Kaj mug");
        await visitor.PlaceOrderAsync();
        await Assertions.Expect(visitor.Page.Locator(".live--on")).ToHaveCountAsync(1);

        var other = await visitor.Page.Context.NewPageAsync();
        await other.GotoAsync(visitor.Page.Url);
        await other.GetByRole(AriaRole.Button, new() { NameRegex = new("^Pay ") }).ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("h1 + .badge")).ToHaveTextAsync("Paid");
    }

    [Fact]
    public async Task A_route_that_leads_nowhere_is_refused_before_and_told_after_and_mended_by_the_next_apply()
    {
        await application.EnterByAsync(WayIn.SecureGateway, Cancellation);
        await application.WriteOverlayAsync(
            """- { target: { kind: HTTPRoute, name: order }, patch: '[{ "op": "replace", "path": "/spec/rules/0/backendRefs/0/name", "value": "nobody" }]' }""", Cancellation);
        var refused = await Aspirate.TryAsync(application.ApplyArguments, Cancellation);
        await application.WriteOverlayAsync("", Cancellation);
        refused.ShouldFail(ExitCode.Failed, "HTTPRoute/order: it leads to the Service 'nobody', which neither the tree nor the cluster has", "Nothing was changed.");

        await application.Client.CoreV1.DeleteNamespacedServiceAsync("order-service", application.Namespace, cancellationToken: Cancellation);
        JsonElement problem;
        while (true)
        {
            // The route itself does not change: its status does.
            var (exitCode, status) = await application.StatusAsync(Cancellation);
            var problems = JsonSerializer.SerializeToElement(status["entranceProblems"]).EnumerateArray().ToList();
            if (problems.Count > 0)
            {
                exitCode.ShouldBe(ExitCode.Failed);
                problem = problems.ShouldHaveSingleItem();
                break;
            }
        }

        problem.GetProperty("subject").GetString().ShouldBe("HTTPRoute/order");
        problem.GetProperty("reason").GetString().ShouldBe("BackendNotFound");
        problem.GetProperty("message").GetString().ShouldNotBeNull().ShouldContain("a Service that it leads to is not there, or has no such port (order-service:4000)");
        (await application.ApplyAsync(Cancellation)).ShouldContain("Service/order-service");
        (await application.StatusAsync(Cancellation)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_new_version_of_two_services_gets_a_share_and_then_all_while_pods_are_deleted_and_nobody_notices()
    {
        await application.EnterByAsync(WayIn.SecureGateway, Cancellation);
        await using var visitor = await browser.OpenAsync();
        using var client = application.CreateClient();
        using var catalogue = application.CreateClient();
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        await using var pages = SteadyTraffic.Start(client, "/", Cancellation);
        await using var products = SteadyTraffic.Start(catalogue, "/orders/products", Cancellation);
        await application.WriteOverlayAsync(string.Join('\n', Level("order", "Debug"), Level("frontend", "Debug")), Cancellation);

        await using (var canary = RunningCommand.Start(Aspirate.Command([.. application.ApplyArguments, "--canary", "50%", "--canary-time", "15s"])))
        {
            await canary.PrintsAsync("gets 50% of the requests for 15 s ...");
            var (_, status) = await application.StatusAsync(Cancellation);
            Shares(status, "/orders").ShouldBe(["order-service 50", "order-service-canary 50"]);
            Shares(status, "/").ShouldBe(["frontend 50", "frontend-canary 50"]);
            Shares(status, "/auth").ShouldBeEmpty();

            // A pod of either version goes; sessions and orders are those of both.
            foreach (var resource in new[] { "order", "frontend" })
            {
                var victim = (await application.PodsAsync(resource, Cancellation))[0];
                await application.Client.CoreV1.DeleteNamespacedPodAsync(victim.Name(), application.Namespace, cancellationToken: Cancellation);
            }

            await ShopJourney.OrderAndPayAsync(visitor);
            (await customer.OrderAsync("fyr-lamp", 1, Guid.NewGuid().ToString(), Cancellation)).Status.ShouldBe(HttpStatusCode.Created);
            await canary.PrintsAsync("It does as well as the old one; now all get it.");
            (await canary.EndAsync()).ShouldBe(0);
        }

        visitor.Complaints.ShouldBeEmpty();
        (await pages.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
        (await products.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
        var deployments = await application.Client.AppsV1.ListNamespacedDeploymentAsync(application.Namespace, cancellationToken: Cancellation);
        deployments.Items.Select(deployment => deployment.Name()).ShouldBe(["auth", "dashboard", "frontend", "order"], ignoreOrder: true);
        (await RevisionsAsync()).ShouldContain("canary of 50%: apply of ");
    }

    [Fact]
    public async Task A_version_that_answers_with_errors_is_taken_back_and_no_other_answer_is_bad()
    {
        await application.EnterByAsync(WayIn.SecureGateway, Cancellation);
        await application.ApplyAsync(Cancellation);
        var image = (await application.PodsAsync("frontend", Cancellation))[0].Spec.Containers[0].Image;
        using var client = application.CreateClient();
        await using var traffic = VersionTraffic.Start(client, Cancellation);
        await application.WriteOverlayAsync(BrokenFrontend, Cancellation);

        var result = await Aspirate.TryAsync([.. application.ApplyArguments, "--canary", "20%", "--canary-time", "5m"], Cancellation);

        await application.WriteOverlayAsync("", Cancellation);
        result.ShouldFail(ExitCode.RolledBack, "deployment/frontend: the new version is no good: it answered ", "with 5xx or not at all", "did worse than the version before; going back to revision ");
        var answers = await traffic.StopAsync();
        answers.Where(answer => answer.Version == "broken").ShouldAllBe(answer => answer.Status == HttpStatusCode.InternalServerError);
        answers.Where(answer => answer.Version != "broken").ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.ShouldContain(answer => answer.Version == "broken");
        answers[^1].Version.ShouldBeNull();
        (await application.PodsAsync("frontend", Cancellation)).ShouldAllBe(pod => pod.Spec.Containers[0].Image == image);
        (await application.PodsAsync("frontend-canary", Cancellation)).ShouldBeEmpty();
        var (exitCode, status) = await application.StatusAsync(Cancellation);
        exitCode.ShouldBe(0);
        ((string?)status["revision"]!["description"]).ShouldNotBeNull().ShouldContain("did worse than the version before");
        Shares(status, "/").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_that_fails_only_what_users_ask_is_taken_back_by_what_their_traces_tell()
    {
        await application.EnterByAsync(WayIn.SecureGateway, Cancellation);
        await application.ApplyAsync(Cancellation);
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var statuses = AskAsync(customer, over.Token);

        // It cannot get the keys that tokens are signed with: whoever comes without a token, as aspirate does, is answered as ever.
        await application.WriteOverlayAsync("- patch: '{ apiVersion: v1, kind: ConfigMap, metadata: { name: order-config }, data: { services__auth__http__0: \"http://auth-service:8001\" } }'", Cancellation);
        var result = await Aspirate.TryAsync([.. application.ApplyArguments, "--canary", "50%", "--canary-time", "5m"], Cancellation);

        await application.WriteOverlayAsync("", Cancellation);
        await over.CancelAsync();
        result.ShouldFail(ExitCode.RolledBack, "deployment/order: the new version is no good: ", " requests of users ended with 5xx; with the old version 0 of ");
        result.StandardOutput.ShouldContain("new: 0 of ");
        (await statuses).ShouldAllBe(status => status == HttpStatusCode.OK || status == HttpStatusCode.ServiceUnavailable);
        (await customer.StatusAsync("/orders", Cancellation)).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<IReadOnlyList<HttpStatusCode>> AskAsync(Customer customer, CancellationToken over)
    {
        var statuses = new List<HttpStatusCode>();
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!over.IsCancellationRequested)
        {
            statuses.Add(await customer.StatusAsync("/orders", Cancellation));
            await ((Task)pace.WaitForNextTickAsync(over).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return statuses;
    }

    // A program that is alive, ready, and of no use.
    private static string BrokenFrontend => $$"""
        - target: { kind: Deployment, name: frontend }
          patch: |
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: frontend }
            spec:
              template:
                spec:
                  containers:
                  - name: frontend
                    image: docker.io/library/busybox:1.36
                    command: [ sh, -c, "mkdir -p /tmp/www/cgi-bin; touch /tmp/www/health /tmp/www/alive /tmp/www/startup; printf '%s\\n' '#!/bin/sh' \"echo 'Status: 500 Internal Server Error'\" \"echo {{WebApplication.VersionHeader}}: broken\" 'echo' > /tmp/www/cgi-bin/index.cgi; chmod +x /tmp/www/cgi-bin/index.cgi; exec httpd -f -p 3000 -h /tmp/www" ]
        """;

    private static string Level(string resource, string level) =>
        $"- patch: '{{ apiVersion: v1, kind: ConfigMap, metadata: {{ name: {resource}-config }}, data: {{ Logging__LogLevel__Default: {level} }} }}'";

    private static IEnumerable<string> Shares(System.Text.Json.Nodes.JsonNode status, string path) =>
        status["addresses"]!.AsArray().Single(address => new Uri((string)address!["url"]!).AbsolutePath == path)!["shares"]!.AsArray().Select(share => $"{share!["resource"]} {share["percent"]}");

    private Task<string> RevisionsAsync() => Aspirate.RunAsync(["rollback", "--list", "--namespace", application.Namespace], Cancellation);
}
