using System.Net;
using Frontend.Tests.Shop;
using Tests.Databases;

namespace Frontend.Tests;

public sealed class CheckoutTests(PostgresServer postgres)
{
    public static TheoryData<string> Databases => ["SQLite", "PostgreSQL"];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_form_that_is_sent_twice_makes_one_order(string database)
    {
        await using var harbour = await Harbour.OpenAsync(database == "PostgreSQL" ? postgres : null);
        var replicas = new[] { await harbour.StartReplicaAsync(), await harbour.StartReplicaAsync() };
        var browser = await FillAsync(harbour, replicas[0]);
        var checkout = await browser.GetAsync("/checkout");

        var pages = await Task.WhenAll(browser.PressAsync(checkout, "button[form=checkout]"), browser.PressAsync(checkout, "button[form=checkout]"));

        harbour.Order.Orders.Count.ShouldBe(1);
        pages.ShouldAllBe(page => page.Address.AbsolutePath == $"/my/orders/{harbour.Order.Orders[0].Id}");
        pages[0].Find("[role=status]").TextContent.ShouldNotBeNull();
        pages[0].Main.ShouldContain("Thank you");
    }

    [Fact]
    public async Task A_repetition_takes_nothing_out_of_the_basket_that_was_laid_in_afterwards()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await FillAsync(harbour, await harbour.StartReplicaAsync());
        var checkout = await browser.GetAsync("/checkout");

        (await browser.PressAsync(checkout, "button[form=checkout]")).Find(".basket-link__count").LastChild!.TextContent.ShouldBe("0");
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");
        var again = await browser.PressAsync(checkout, "button[form=checkout]");

        harbour.Order.Orders.Count.ShouldBe(1);
        again.Find(".basket-link__count").LastChild!.TextContent.ShouldBe("1");
    }

    [Fact]
    public async Task A_lost_answer_is_asked_for_again_and_gives_the_same_order()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await FillAsync(harbour, await harbour.StartReplicaAsync());
        var checkout = await browser.GetAsync("/checkout");
        harbour.Order.LosesNextAnswer = true;

        var page = await browser.PressAsync(checkout, "button[form=checkout]");

        page.Heading.ShouldBe("Order 1");
        harbour.Order.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_absent_order_desk_keeps_the_attempt_and_the_basket()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await FillAsync(harbour, await harbour.StartReplicaAsync());
        var checkout = await browser.GetAsync("/checkout");

        harbour.Order.IsDown = true;
        var refused = await browser.PressAsync(checkout, "button[form=checkout]");
        harbour.Order.IsDown = false;
        var page = await browser.PressAsync(checkout, "button[form=checkout]");

        refused.Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Find(".basket-link__count").LastChild!.TextContent.ShouldBe("1");
        page.Heading.ShouldBe("Order 1");
        harbour.Order.Orders.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_order_is_what_the_page_showed_whatever_other_tabs_do_meanwhile()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await FillAsync(harbour, await harbour.StartReplicaAsync());
        var checkout = await browser.GetAsync("/checkout");
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=kaj-mug]");

        var page = await browser.PressAsync(checkout, "button[form=checkout]");

        harbour.Order.Orders.Single().Lines.ShouldBe([new OrderStandIn.Line("fyr-lamp", 1)]);
        page.Find(".basket-link__count").LastChild!.TextContent.ShouldBe("1");
    }

    [Fact]
    public async Task What_has_sold_out_meanwhile_is_named()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await FillAsync(harbour, await harbour.StartReplicaAsync());
        var checkout = await browser.GetAsync("/checkout");
        harbour.Order.Stock = 0;

        var page = await browser.PressAsync(checkout, "button[form=checkout]");

        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Find("[role=alert]").TextContent.Trim().ShouldBe("Fyr desk lamp is sold out.");
        harbour.Order.Orders.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_withdrawn_while_the_customer_decides_is_said_and_the_rest_is_offered()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await FillAsync(harbour, await harbour.StartReplicaAsync());
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=kaj-mug]");
        var checkout = await browser.GetAsync("/checkout");
        harbour.Order.Withdrawn.Add("kaj-mug");

        var refused = await browser.PressAsync(checkout, "button[form=checkout]");
        var order = await browser.PressAsync(refused, "button[form=checkout]");

        refused.Status.ShouldBe(HttpStatusCode.Conflict);
        refused.Find("[role=alert]").TextContent.ShouldContain("no longer sold");
        order.Heading.ShouldBe("Order 1");
        harbour.Order.Orders.Single().Lines.ShouldBe([new OrderStandIn.Line("fyr-lamp", 1)]);
    }

    [Fact]
    public async Task Another_customers_form_orders_nothing()
    {
        await using var harbour = await Harbour.OpenAsync();
        var replica = await harbour.StartReplicaAsync();
        var ida = await FillAsync(harbour, replica);
        var ticket = (await ida.GetAsync("/checkout")).Find("input[name=Ticket]").GetAttribute("value")!;
        harbour.Issuer.User = Customer.Bo;
        var bo = await FillAsync(harbour, replica);

        var page = await bo.PressAsync(await bo.GetAsync("/checkout"), "button[form=checkout]", ("Ticket", ticket));

        harbour.Order.Orders.ShouldBeEmpty();
        page.Heading.ShouldBe("Check out");
    }

    [Fact]
    public async Task Nothing_in_the_basket_is_nothing_to_order()
    {
        await using var harbour = await Harbour.OpenAsync();
        var browser = await harbour.LogInAsync(await harbour.StartReplicaAsync());

        var page = await browser.GetAsync("/checkout");

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Main.ShouldContain("your basket is empty");
        page.Document.QuerySelector("button[form=checkout]").ShouldBeNull();
    }

    private static async Task<Browser> FillAsync(Harbour harbour, Replica replica)
    {
        var browser = await harbour.LogInAsync(replica);
        await browser.PressAsync(await browser.GetAsync("/"), "button[value=fyr-lamp]");
        return browser;
    }
}
