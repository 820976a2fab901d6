using System.Net;
using Frontend.Tests.Shop;

namespace Frontend.Tests;

public sealed class OrderPageTests
{
    [Fact]
    public async Task A_customer_sees_pays_and_cancels_an_order()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await OrderAsync(harbour, await harbour.StartReplicaAsync());

        var list = await browser.GetAsync("/my/orders");
        list.Find(".order__name").TextContent.ShouldBe("Order 1");
        list.Find(".badge").TextContent.ShouldBe("Placed");

        var order = await browser.GetAsync(list.Find(".order__name").GetAttribute("href")!);
        order = await browser.PressAsync(order, "button[form=pay]");
        order.Find(".page-head .badge").TextContent.ShouldBe("Paid");
        order.Document.QuerySelector("button[form=pay]").ShouldBeNull();

        order = await browser.PressAsync(order, "button[form=cancel]");
        order.Find(".page-head .badge").TextContent.ShouldBe("Cancelled");
        order.Document.QuerySelector("button[form=cancel]").ShouldBeNull();
    }

    [Fact]
    public async Task An_order_that_has_moved_on_is_shown_as_it_is_and_left_alone()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await OrderAsync(harbour, await harbour.StartReplicaAsync());
        var stored = harbour.Order.Orders.Single();
        var before = await browser.GetAsync($"/my/orders/{stored.Id}");
        harbour.Order.Move(stored.Id, "cancelled");

        var after = await browser.PressAsync(before, "button[form=pay]");

        after.Status.ShouldBe(HttpStatusCode.Conflict);
        after.Find("[role=alert]").TextContent.ShouldContain("has changed in the meantime");
        after.Find(".page-head .badge").TextContent.ShouldBe("Cancelled");
        stored.Status.ShouldBe("cancelled");
    }

    [Fact]
    public async Task Somebody_elses_order_does_not_exist()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        await OrderAsync(harbour, replica);
        harbour.Issuer.User = Customer.Bo;
        var bo = await harbour.LogInAsync(replica);

        var page = await bo.GetAsync($"/my/orders/{harbour.Order.Orders.Single().Id}");

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Heading.ShouldBe("There is no such order");
    }

    [Fact]
    public async Task Many_orders_are_read_page_by_page()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        var shop = await browser.GetAsync("/");
        for (var i = 0; i < 23; i++)
        {
            await browser.PressAsync(shop, "button[value=fyr-lamp]");
            await browser.PressAsync(await browser.GetAsync("/checkout"), "button[form=checkout]");
        }

        var newest = await browser.GetAsync("/my/orders?status=placed");
        var older = await browser.GetAsync(newest.Find("a[rel=next]").GetAttribute("href")!);

        newest.Document.QuerySelectorAll(".order").Length.ShouldBe(20);
        older.Document.QuerySelectorAll(".order__name").Select(order => order.TextContent).ShouldBe(["Order 3", "Order 2", "Order 1"]);
        older.Address.Query.ShouldContain("status=placed");
        older.Document.QuerySelector("a[rel=next]").ShouldBeNull();
    }

    [Fact]
    public async Task The_board_is_for_administrators()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var customer = await OrderAsync(harbour, replica);
        var stored = harbour.Order.Orders.Single();
        harbour.Order.Move(stored.Id, "paid");

        var denied = await customer.GetAsync("/admin/orders");
        denied.Status.ShouldBe(HttpStatusCode.Forbidden);
        denied.Heading.ShouldBe("Not for this account");
        denied.Document.QuerySelector("a[href='/admin/orders']").ShouldBeNull();

        harbour.Issuer.User = Customer.Admin;
        var admin = await harbour.LogInAsync(replica);
        var board = await admin.PressAsync(await admin.GetAsync("/admin/orders"), "button[form=ship]");

        board.Status.ShouldBe(HttpStatusCode.OK);
        board.Find("section[aria-labelledby=column-Shipped] .ticket__head").TextContent.ShouldContain("Order 1");
        stored.Status.ShouldBe("shipped");
    }

    [Fact]
    public async Task Events_reach_the_browser_and_need_a_login()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var browser = await OrderAsync(harbour, replica);
        var stored = harbour.Order.Orders.Single();

        using var response = await browser.Http.GetAsync(new Uri(replica.Address, "/my/orders/events"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await ReadUntilAsync(reader, "event: heartbeat");
        harbour.Order.Move(stored.Id, "paid");
        (await ReadUntilAsync(reader, "data: {\"orderId\"")).ShouldContain("\"status\":\"paid\"");

        using var anonymous = await new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }).GetAsync(new Uri(replica.Address, "/my/orders/events"), TestContext.Current.CancellationToken);
        anonymous.StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Streams_end_when_the_replica_stops_or_the_browser_leaves()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var browser = await harbour.LogInAsync(replica);
        var address = new Uri(replica.Address, "/my/orders/events");

        using (var left = await browser.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            using var reader = new StreamReader(await left.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
            await ReadUntilAsync(reader, "event: heartbeat");
        }

        using var stopped = await browser.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var stream = new StreamReader(await stopped.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await ReadUntilAsync(stream, "event: heartbeat");
        await replica.DisposeAsync();

        (await stream.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldNotContain("order");
        while (harbour.Order.OpenStreams > 0)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> ReadUntilAsync(StreamReader reader, string start)
    {
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The stream ended before '{start}' came.");
    }

    private static async Task<Browser> OrderAsync(Harbour harbour, Replica replica)
    {
        var browser = await harbour.LogInAsync(replica);
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");
        await browser.PressAsync(await browser.GetAsync("/checkout"), "button[form=checkout]");
        return browser;
    }
}
