using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NamespaceResources.Tests.Clusters;
using NamespaceResources.Tests.Serving;
using Tests.Browsing;
using static Microsoft.Playwright.Assertions;
using static NamespaceResources.Tests.Clusters.Objects;

namespace NamespaceResources.Tests.Pages;

/// <summary>What the pages of the official dashboard make of it, in a browser.</summary>
public sealed class DashboardTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_table_has_each_workload_with_its_pods_below_and_follows_what_changes()
    {
        await using var shop = await Shop.OpenAsync(chromium);
        await shop.Page.GotoAsync("/");

        await Expect(shop.Rows).ToHaveTextAsync(
        [
            Row("mail .*Rollout failed.*registry.local/mail:1.0"),
            Row("mail-1-a .*Running"),
            Row("mail-2-a .*Invalid image name"),
            Row("order .*Running.*registry.local/order:1.0.*http://devops.local/orders"),
            Row("order-2-a .*Running"),
            Row("order-2-b .*Running"),
        ]);

        shop.Cluster.Put("pods", With(UnreadyPod("order-2-b", "order", new() { Running = new() { StartedAt = Noon } }), pod => pod.Metadata.OwnerReferences = [Owner("ReplicaSet", "order-2")]));
        await Expect(shop.Rows.Nth(5)).ToContainTextAsync("Running (Unhealthy)");
        shop.Cluster.Delete("pods", "order-2-b");
        await Expect(shop.Rows).ToHaveCountAsync(5);
        shop.Visitor.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public async Task Details_tell_of_health_addresses_rollouts_and_events()
    {
        await using var shop = await Shop.OpenAsync(chromium);
        await shop.Page.GotoAsync("/?resource=mail");

        await Expect(Line(shop.Page, "ImagePull")).ToContainTextAsync("mail-2-a: 'registry.local/mail:1.0' is no name of an image. Correct the image's name");

        await shop.Page.GotoAsync("/?resource=order");
        await Expect(Line(shop.Page, "Health state")).ToContainTextAsync("Healthy");
        await Expect(Line(shop.Page, "Revision 2 (current)")).ToContainTextAsync("image was registry.local/order:1.0; registry.local/order:1.1; 2 pods");
        await Expect(Line(shop.Page, "Event: ScalingReplicaSet")).ToContainTextAsync("Scaled up replica set order-2 to 2");
        await Expect(Line(shop.Page, "http://order-service:4000")).ToBeVisibleAsync();
        await Expect(shop.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "order-2-a" }).Filter(new() { HasText = "Parent" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_console_of_a_pod_has_its_lines_in_colour_and_goes_on()
    {
        await using var shop = await Shop.OpenAsync(chromium);
        await shop.Page.GotoAsync("/consolelogs/resource/order-2-a");

        await Expect(shop.ConsoleLines).ToHaveTextAsync([Row("info: listening")]);
        await Expect(shop.ConsoleLines.Locator(".ansi-fg-green")).ToHaveTextAsync("info");
        shop.Cluster.Write("order-2-a", "2026-11-23T12:00:03Z one more");

        await Expect(shop.ConsoleLines).ToHaveTextAsync([Row("info: listening"), Row("one more")]);
    }

    [Fact]
    public async Task The_console_of_a_workload_has_the_lines_of_its_pods()
    {
        await using var shop = await Shop.OpenAsync(chromium);
        await shop.Page.GotoAsync("/consolelogs/resource/order");

        await Expect(shop.ConsoleLines).ToHaveTextAsync([Row(@"\[order-2-a\] info: listening"), Row(@"\[order-2-b\] an order was placed")]);
    }

    [Fact]
    public async Task The_view_of_all_consoles_has_each_line_once_with_its_pod()
    {
        await using var shop = await Shop.OpenAsync(chromium);
        await shop.Page.GotoAsync("/consolelogs");

        await Expect(shop.ConsoleLines).ToHaveTextAsync([Row("order-2-a info: listening"), Row("order-2-b an order was placed"), Row("mail-2-a stderr .*couldn't parse image name")]);
        shop.Cluster.Write("order-2-b", "2026-11-23T12:00:03Z another order");

        // By now, a workload's console would have had its lines as well.
        await Expect(shop.ConsoleLines).ToHaveCountAsync(4);
        await Expect(shop.ConsoleLines.Filter(new() { HasText = "another order" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_restart_is_asked_about_and_then_done()
    {
        await using var shop = await Shop.OpenAsync(chromium, "--Resources:AllowRestart=true");
        await shop.Page.GotoAsync("/");

        await shop.Rows.Filter(new() { HasText = "http://devops.local/orders" }).GetByRole(AriaRole.Button, new() { Name = "Restart" }).ClickAsync();
        await Expect(shop.Page.GetByText("Replace the pods of order by new ones?")).ToBeVisibleAsync();
        shop.Cluster.Patches.ShouldBeEmpty();
        await shop.Page.GetByText("Yes", new() { Exact = true }).ClickAsync();

        await Expect(shop.Page.GetByText("order \"Restart\" succeeded")).ToBeVisibleAsync();
        shop.Cluster.Patches.ShouldHaveSingleItem().Key.ShouldBe("/apis/apps/v1/namespaces/shop/deployments/order");
    }

    [Fact]
    public async Task What_the_Role_does_not_allow_is_told_above_the_pages()
    {
        await using var shop = await Shop.OpenAsync(chromium, refused: "services");
        await shop.Page.GotoAsync("/");

        await Expect(shop.Page.GetByText("may not list services in namespace 'shop'")).ToBeVisibleAsync();
        await Expect(shop.Rows).ToHaveCountAsync(6);
    }

    private static Regex Row(string pattern) => new(pattern.Replace(" ", @"\s*", StringComparison.Ordinal), RegexOptions.Singleline);

    private static ILocator Line(IPage page, string text) => page.GetByRole(AriaRole.Row).Filter(new() { HasText = text }).Last;

    /// <summary>A namespace, the program that tells of it, the dashboard, and somebody in front of it.</summary>
    private sealed record Shop(FakeNamespace Cluster, RunningService Running, OfficialDashboard Dashboard, Visitor Visitor) : IAsyncDisposable
    {
        public IPage Page => Visitor.Page;

        public ILocator Rows => Page.Locator("tr.resource-row");

        public ILocator ConsoleLines => Page.Locator(".log-content");

        public static async Task<Shop> OpenAsync(Chromium chromium, string? setting = null, string? refused = null)
        {
            var cluster = await FakeNamespace.StartAsync();
            if (refused is not null)
            {
                cluster.Refused[refused] = true;
            }

            cluster.Put("deployments", Deployment("order", revision: 2), Deployment("mail", desired: 2, total: 3, updated: 1, available: 2, revision: 2));
            cluster.Put("replicasets", ReplicaSet("order", 1, "1.0"), ReplicaSet("order", 2, "1.1", 2), ReplicaSet("mail", 1, "1.0", 2), ReplicaSet("mail", 2, "no", 1));
            cluster.Put(
                "pods",
                Pod("order-2-a", "order", owner: "order-2"),
                Pod("order-2-b", "order", owner: "order-2"),
                Pod("mail-1-a", "mail"),
                With(UnreadyPod("mail-2-a", "mail", new() { Waiting = new() { Reason = "InvalidImageName", Message = "couldn't parse image name" } }, "Pending"), pod => pod.Metadata.OwnerReferences = [Owner("ReplicaSet", "mail-2")]));
            cluster.Put("services", Service("order-service", "order", 4000));
            cluster.Put("ingresses", Ingress("devops.local", "/orders", "order-service"));
            cluster.Put("events", Event("Deployment", "order", "ScalingReplicaSet", "Scaled up replica set order-2 to 2", isWarning: false, minute: 2));
            cluster.Write("order-2-a", "2026-11-23T12:00:01Z \u001b[32minfo\u001b[39m: listening");
            cluster.Write("order-2-b", "2026-11-23T12:00:02Z an order was placed");
            var running = await RunningService.StartAsync(cluster, setting is null ? [] : [setting]);
            var (dashboard, visitor) = await OfficialDashboard.OpenAsync(running, chromium);
            return new(cluster, running, dashboard, visitor);
        }

        public async ValueTask DisposeAsync()
        {
            await Visitor.DisposeAsync();
            await Dashboard.DisposeAsync();
            await Running.DisposeAsync();
            await Cluster.DisposeAsync();
        }
    }
}
