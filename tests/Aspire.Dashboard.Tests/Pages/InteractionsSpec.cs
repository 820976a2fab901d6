using Aspire.ResourceService.V1;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aspire.Dashboard.Tests.Pages;

/// <summary>What the AppHost asks and tells.</summary>
public sealed class InteractionsSpec(ChromiumFixture chromium)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_of_the_AppHost_is_filled_in_and_sent()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/");
        appHost.Ask(new WatchInteractionsResponseUpdate
        {
            InteractionId = 1,
            Title = "Missing values",
            Message = "Two values are **missing**. <b>Not bold</b>",
            EnableMessageMarkdown = true,
            PrimaryButtonText = "Save",
            ShowDismiss = true,
            InputsDialog = new InteractionInputsDialog
            {
                InputItems =
                {
                    new InteractionInput { Name = "name", Label = "Name", InputType = InputType.Text, Required = true },
                    new InteractionInput { Name = "size", Label = "Size", InputType = InputType.Choice, Options = { ["s"] = "Small", ["l"] = "Large" } },
                },
            },
        });

        var dialog = tab.Page.GetByRole(AriaRole.Dialog, new() { Name = "Missing values" });
        await Expect(dialog.Locator("strong")).ToHaveTextAsync("missing");
        await Expect(dialog).ToContainTextAsync("<b>Not bold</b>");
        await Expect(dialog.GetByLabel("Name")).ToBeFocusedAsync();
        await tab.Page.Keyboard.TypeAsync("harbour");
        await dialog.GetByLabel("Size").SelectOptionAsync("l");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        var answer = await appHost.Answers.Reader.ReadAsync(Cancellation);
        answer.InteractionId.ShouldBe(1);
        answer.InputsDialog.InputItems.Select(input => input.Value).ShouldBe(["harbour", "l"]);

        // It is open until the AppHost has taken the answer: it may find a mistake in it.
        await Expect(dialog).ToBeVisibleAsync();
        appHost.Ask(new WatchInteractionsResponseUpdate { InteractionId = 1, Complete = new InteractionComplete() });
        await Expect(dialog).ToHaveCountAsync(0);
        tab.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Escape_puts_a_question_off_if_it_may_be_put_off()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/traces");
        appHost.Ask(new WatchInteractionsResponseUpdate
        {
            InteractionId = 2,
            Title = "Really?",
            Message = "Everything goes.",
            PrimaryButtonText = "Go",
            ShowDismiss = true,
            MessageBox = new InteractionMessageBox(),
        });

        await Expect(tab.Page.GetByRole(AriaRole.Dialog, new() { Name = "Really?" })).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("Escape");

        (await appHost.Answers.Reader.ReadAsync(Cancellation)).KindCase.ShouldBe(WatchInteractionsRequestUpdate.KindOneofCase.Complete);
    }

    [Fact]
    public async Task A_notification_stays_out_of_the_way()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/");
        appHost.Ask(new WatchInteractionsResponseUpdate
        {
            InteractionId = 3,
            Title = "Unhealthy",
            Message = "order does not answer.",
            PrimaryButtonText = "Look",
            Notification = new InteractionNotification(),
        });

        await Expect(tab.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "order does not answer." })).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Look" }).ClickAsync();

        (await appHost.Answers.Reader.ReadAsync(Cancellation)).Notification.Result.ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_command_reports_is_shown_at_once_and_formatted()
    {
        await using var appHost = await AppHostStandIn.StartAsync(AppHostStandIn.Shop());
        await using var dashboard = await RunningDashboard.StartAsync(appHost);
        await using var tab = await chromium.OpenAsync(dashboard.Url, "/");

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "More commands for order", Exact = true }).ClickAsync();
        await tab.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Report" }).ClickAsync();

        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Report", Exact = true, Level = 1 })).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".markdown strong")).ToHaveTextAsync("is");
        appHost.Executed.ShouldHaveSingleItem("it concerns all replicas");
        tab.Faults.ShouldBeEmpty();
    }
}
