using System.Net;
using Cluster.Tests.Small;
using k8s;
using k8s.Models;

namespace Cluster.Tests;

/// <summary>An application behind a Gateway: what is told of it, and what users notice of its changes.</summary>
public sealed class GatewayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_reached_by_TLS_and_plain_requests_are_sent_there()
    {
        await using var application = new SmallApplication();
        var web = await WebApplication.CreateAsync(application);
        using var certificate = new SelfSignedCertificate(web.Host);
        application.Write(web.Objects(version: 1, secret: "web-tls"));

        var first = await application.ApplyAsync();

        // The namespace was made by it, so that the certificate could not be there yet.
        first.ShouldSucceed();
        first.StandardError.ShouldContain($"note: Gateway/gateway: its certificate is missing; until there is a Secret 'web-tls', it does not answer by HTTPS. Make it: kubectl -n {application.Namespace} create secret tls web-tls");
        first.StandardError.ShouldContain("warning: Gateway/gateway: its listener 'https' has no certificate: the Secret 'web-tls' is missing, or holds none");
        (await application.StatusAsync()).ExitCode.ShouldBe(1);

        await application.Client.CoreV1.CreateNamespacedSecretAsync(certificate.Secret("web-tls"), application.Namespace, cancellationToken: Cancellation);
        await web.ApplyAsync(web.Objects(version: 2, secret: "web-tls"));

        using var client = EntranceClient.Create(web.Entrance, new($"https://{web.Host}"), certificate.Certificate);
        using var answer = await client.GetAsync("/", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var plain = EntranceClient.Create(web.Entrance, new($"http://{web.Host}"));
        using var redirect = await plain.GetAsync("/somewhere", Cancellation);
        redirect.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        redirect.Headers.Location.ShouldBe(new Uri($"https://{web.Host}/somewhere"));
        var (exitCode, status) = await application.StatusAsync();
        exitCode.ShouldBe(0);
        status.GetProperty("addresses").EnumerateArray().Select(address => (address.GetProperty("url").GetString(), address.GetProperty("ingress").GetString(), address.GetProperty("at").GetString()))
            .ShouldBe([($"https://{web.Host}/", "gateway", web.Entrance)]);
    }

    [Fact]
    public async Task A_route_that_leads_nowhere_is_refused_before_and_told_after()
    {
        await using var application = new SmallApplication();
        var web = await WebApplication.CreateAsync(application);
        application.Write(web.Routing());

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, "HTTPRoute/web: it leads to the Service 'web', which neither the tree nor the cluster has", "Nothing was changed.");

        await web.ApplyAsync(web.Objects(version: 1));
        await application.Client.CoreV1.DeleteNamespacedServiceAsync("web", application.Namespace, cancellationToken: Cancellation);
        await WaitForRouteAsync(application, "BackendNotFound");

        var told = await application.RunAsync("status");
        told.ExitCode.ShouldBe(ExitCode.Failed);
        told.StandardOutput.ShouldContain("HTTPRoute/web");
        told.StandardOutput.ShouldContain("a Service that it leads to is not there");
        (await application.ApplyAsync()).ShouldSucceed();
        (await application.StatusAsync()).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_serves_the_class_of_the_Gateway()
    {
        await using var application = new SmallApplication();
        await WebApplication.GatewayClassAsync(application.Client);
        application.Write(new RoutingObject("Gateway", "gateway", new { gatewayClassName = "no-such-class", listeners = new[] { new { name = "http", port = 80, protocol = "HTTP" } } }));

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, "Gateway/gateway: there is no GatewayClass 'no-such-class'. ", "Install a controller of the Gateway API", "Nothing was changed.");
    }

    [Fact]
    public async Task Somebody_else_s_Gateway_that_keeps_the_routes_out_is_told_before_and_after()
    {
        await using var platform = new SmallApplication();
        await using var application = new SmallApplication();
        var web = await WebApplication.CreateAsync(application);
        platform.Write(web.SomebodyElsesGateway("shared", new { from = "Selector", selector = new { matchLabels = new { access = "granted" } } }));
        (await platform.ApplyAsync()).ShouldSucceed();
        var objects = web.ObjectsBehind(platform.Namespace, "shared");
        application.Write(objects);

        (await application.ApplyAsync()).ShouldFail(
            ExitCode.Failed,
            $"HTTPRoute/web: the Gateway '{platform.Namespace}/shared' does not let routes of the namespace '{application.Namespace}' in. It takes those of namespaces with the labels access=granted",
            "Nothing was changed.");

        application.Write([application.Home(("access", "granted")), .. objects]);
        (await application.ApplyAsync()).ShouldSucceed();
        var (exitCode, status) = await application.StatusAsync();
        exitCode.ShouldBe(0);
        var address = status.GetProperty("addresses").EnumerateArray().ShouldHaveSingleItem();
        (address.GetProperty("url").GetString(), address.GetProperty("ingress").GetString()).ShouldBe(($"http://{web.Host}/", $"{platform.Namespace}/shared"));
        using var client = EntranceClient.Create(address.GetProperty("at").GetString()!, new($"http://{web.Host}"));
        (await client.GetStringAsync("/", Cancellation)).ShouldContain("fine");

        platform.Write(web.SomebodyElsesGateway("shared", new { from = "Same" }));
        (await platform.ApplyAsync()).ShouldSucceed();
        await WaitForRouteAsync(application, "NotAllowedByListeners");

        var told = await application.RunAsync("status");
        told.ExitCode.ShouldBe(ExitCode.Failed);
        told.StandardOutput.ShouldContain($"the Gateway '{platform.Namespace}/shared' does not let routes of this namespace in");
    }

    [Fact]
    public async Task An_update_and_a_deleted_pod_fail_no_request()
    {
        await using var application = new SmallApplication();
        var web = await WebApplication.CreateAsync(application);
        await web.ApplyAsync(web.Objects(version: 1));
        using var client = EntranceClient.Create(web.Entrance, new($"http://{web.Host}"));
        await using var traffic = VersionTraffic.Start(client, Cancellation);

        await web.ApplyAsync(web.Objects(version: 2));
        var pods = await application.Client.CoreV1.ListNamespacedPodAsync(application.Namespace, cancellationToken: Cancellation);
        var victim = pods.Items.First(pod => pod.Metadata.DeletionTimestamp is null);
        await application.Client.CoreV1.DeleteNamespacedPodAsync(victim.Name(), application.Namespace, cancellationToken: Cancellation);
        await application.WaitForPodAsync("web", pod => pods.Items.All(other => other.Name() != pod.Name()) && DeployedApplication.IsReady(pod));

        var answers = await traffic.StopAsync();
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers.Select(answer => answer.Version).Distinct().ShouldBe(["1", "2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_canary_that_does_well_is_for_all()
    {
        await using var application = new SmallApplication();
        var web = await WebApplication.CreateAsync(application);
        await web.ApplyAsync(web.Objects(version: 1));
        using var client = EntranceClient.Create(web.Entrance, new($"http://{web.Host}"));
        await using var traffic = VersionTraffic.Start(client, Cancellation);
        application.Write(web.Objects(version: 2));

        await using (var canary = RunningCommand.Start(application.Command("apply", "--canary", "30%", "--canary-time", "30s")))
        {
            await canary.PrintsAsync("The new version of web gets 30% of the requests for 30 s ...");
            var (_, status) = await application.StatusAsync();
            status.GetProperty("addresses")[0].GetProperty("shares").EnumerateArray().Select(share => (share.GetProperty("resource").GetString(), share.GetProperty("percent").GetDouble()))
                .ShouldBe([("web", 70), ("web-canary", 30)]);
            await canary.PrintsAsync("It does as well as the old one; now all get it.");
            await canary.PrintsAsync("Revision 3 is applied");
            (await canary.EndAsync()).ShouldBe(0);
        }

        var answers = await traffic.StopAsync();
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        answers[^1].Version.ShouldBe("2");
        var deployments = await application.Client.AppsV1.ListNamespacedDeploymentAsync(application.Namespace, cancellationToken: Cancellation);
        deployments.Items.Select(deployment => deployment.Name()).ShouldBe(["web"]);
        (await application.RunAsync("rollback", "--list")).StandardOutput.ShouldContain("canary of 30%: apply of ");
    }

    [Fact]
    public async Task A_canary_that_does_worse_is_taken_back_and_only_its_own_answers_are_bad()
    {
        await using var application = new SmallApplication();
        var web = await WebApplication.CreateAsync(application);
        await web.ApplyAsync(web.Objects(version: 1));
        using var client = EntranceClient.Create(web.Entrance, new($"http://{web.Host}"));
        await using var traffic = VersionTraffic.Start(client, Cancellation);
        application.Write(web.Objects(version: 2, "echo; echo broken", "500 Internal Server Error"));

        var result = await application.ApplyAsync("--canary", "30%", "--canary-time", "5m");

        result.ShouldFail(ExitCode.RolledBack, "deployment/web: the new version is no good: it answered ", "with 5xx or not at all", "Rolled back: revision 2 failed for the reason above; revision 1 runs again (as 3).");
        var answers = await traffic.StopAsync();
        answers.Where(answer => answer.Version != "2").ShouldAllBe(answer => answer.Version == "1" && answer.Status == HttpStatusCode.OK);
        answers[^1].Version.ShouldBe("1");
        var (exitCode, status) = await application.StatusAsync();
        exitCode.ShouldBe(0);
        status.GetProperty("workloads").EnumerateArray().Select(workload => workload.GetProperty("name").GetString()).ShouldBe(["web"]);
        status.GetProperty("revision").GetProperty("description").GetString().ShouldBe("automatic rollback to 1, because 2 did worse than the version before");
    }

    [Fact]
    public async Task A_canary_that_is_restarted_is_taken_back()
    {
        await using var application = new SmallApplication();
        var web = await WebApplication.CreateAsync(application);
        await web.ApplyAsync(web.Objects(version: 1));
        var objects = web.Objects(version: 2);
        var pod = ((V1Deployment)objects[0]).Spec.Template.Spec;
        BusyBox.Run(pod, $"{pod.Containers[0].Command[^1].Replace("exec httpd", "httpd", StringComparison.Ordinal)} & sleep 25; exit 1");
        application.Write(objects);

        (await application.ApplyAsync("--canary", "50%", "--canary-time", "5m")).ShouldFail(ExitCode.RolledBack, "deployment/web: the new version is no good: ", "Rolled back: revision 2 failed");
    }

    [Fact]
    public async Task Without_the_Gateway_API_a_canary_is_refused_with_the_reason()
    {
        await using var application = new SmallApplication();
        application.Write(BusyBox.Deployment("web"));
        (await application.ApplyAsync()).ShouldSucceed();
        application.Write(BusyBox.Deployment("web", pod => BusyBox.Run(pod, "sleep 600")));

        (await application.ApplyAsync("--canary", "10%")).ShouldFail(ExitCode.Failed, "--canary needs the Gateway API: the application has no HTTPRoute", "Nothing was changed.");
    }

    private static async Task WaitForRouteAsync(SmallApplication application, string reason)
    {
        // The route itself does not change: its status does.
        while (!(await application.RunAsync("status", "--output", "json")).StandardOutput.Contains(reason, StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        }
    }
}
