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

        using var events = await EventReader.OpenAsync(browser);
        events.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        events.Response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        harbour.Order.Move(stored.Id, "paid");

        (await events.ReadUntilAsync("data: {\"orderId\"")).ShouldContain("\"status\":\"paid\"");
    }

    [Theory]
    [InlineData("/my/orders/events")]
    [InlineData("/admin/orders/events")]
    public async Task Without_a_session_a_stream_is_refused_and_leads_to_no_login(string path)
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = harbour.OpenBrowser(await harbour.StartReplicaAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(browser.Address, path)) { Headers = { { "Accept", "text/event-stream" } } };

        using var response = await browser.Http.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.RequestMessage!.RequestUri!.AbsolutePath.ShouldBe(path);
        browser.Cookies.GetAllCookies().ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_order_desk_is_away_a_stream_says_so_and_not_that_it_is_open()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());
        harbour.Order.IsDown = true;

        using var response = await browser.Http.GetAsync(new Uri(browser.Address, "/my/orders/events"), TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Theory]
    [MemberData(nameof(WaysToEndASession))]
    public async Task A_stream_delivers_nothing_after_the_session_has_ended_at_another_replica(string way)
    {
        await using var harbour = await Harbour.OpenAsync();
        var (here, elsewhere) = (await harbour.StartReplicaAsync(), await harbour.StartReplicaAsync());
        var browser = await OrderAsync(harbour, here);
        var stored = harbour.Order.Orders.Single();
        using var events = await EventReader.OpenAsync(browser);

        browser.Address = elsewhere.Address;
        await (way == "log out" ? browser.PressAsync(await browser.GetAsync("/"), "form[action='/logout'] button") : browser.GetAsync("/login"));
        harbour.Order.Move(stored.Id, "paid");

        (await events.ReadToEndAsync()).ShouldNotContain("paid");
    }

    public static TheoryData<string> WaysToEndASession => ["log out", "log in anew"];

    [Fact]
    public async Task Streams_end_when_the_replica_stops_or_the_browser_leaves()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var browser = await harbour.LogInAsync(replica);
        var address = new Uri(replica.Address, "/my/orders/events");

        using (await EventReader.OpenAsync(browser))
        {
            // The browser leaves.
        }

        using var events = await EventReader.OpenAsync(browser);
        await replica.DisposeAsync();

        (await events.ReadToEndAsync()).ShouldNotContain("order");
        await Eventually.Async(() => Task.FromResult(harbour.Order.OpenStreams == 0), "A stream to the order service is still open.");
    }

    [Fact]
    public async Task What_a_newer_order_service_says_is_shown_as_it_is()
    {
        await using var harbour = await Harbour.OpenAsync();
        harbour.Issuer.User = Customer.Admin;
        var browser = await OrderAsync(harbour, await harbour.StartReplicaAsync());
        var stored = harbour.Order.Orders.Single();
        harbour.Order.MoreActions = ["gift-wrap", "pay"];
        harbour.Order.Move(stored.Id, "on-hold");

        var (order, orders, board) = (await browser.GetAsync($"/my/orders/{stored.Id}"), await browser.GetAsync("/my/orders"), await browser.GetAsync("/admin/orders"));

        new[] { order, orders, board }.ShouldAllBe(page => page.Status == HttpStatusCode.OK);
        order.Find(".page-head .badge").TextContent.ShouldBe("On-hold");
        order.Find(".progress__step[aria-current=step] .progress__name").TextContent.ShouldBe("On-hold");
        order.Find("button[form=pay]");
        orders.Find(".badge").TextContent.ShouldBe("On-hold");
        board.Find("section[aria-labelledby=column-On-hold] .ticket__head").TextContent.ShouldContain("Order 1");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_understood_is_a_failure_and_no_outage()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await OrderAsync(harbour, await harbour.StartReplicaAsync());
        harbour.Order.AnswersNonsense = true;

        var page = await browser.GetAsync("/my/orders");

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Heading.ShouldBe("Something went wrong on our side");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
    }

    private static async Task<Browser> OrderAsync(Harbour harbour, Replica replica)
    {
        var browser = await harbour.LogInAsync(replica);
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");
        await browser.PressAsync(await browser.GetAsync("/checkout"), "button[form=checkout]");
        return browser;
    }
}
