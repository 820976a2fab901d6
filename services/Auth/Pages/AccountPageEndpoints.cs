using Auth.Accounts;
using Auth.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auth.Pages;

/// <summary>What somebody who is logged in can do with the account.</summary>
internal static class AccountPageEndpoints
{
    public static void MapAccountPage(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/account", ShowAsync);
        pages.MapPost("/account/end-sessions", EndSessionsAsync);
    }

    private static async Task<IResult> ShowAsync(PageContext page, HttpContext context, SignInSessions sessions, ConfiguredAdministrator administrator) =>
        await sessions.FindAsync(context) is { } session
            ? new RazorComponentResult<AccountPage>(new Dictionary<string, object?>
            {
                [nameof(AccountPage.Page)] = page,
                [nameof(AccountPage.Name)] = session.User.DisplayName,
                [nameof(AccountPage.Email)] = session.User.Email,
                [nameof(AccountPage.CanChangePassword)] = !administrator.Is(session.User),
            })
            : LogInFirst(page);

    private static async Task<IResult> EndSessionsAsync(SentForm form, HttpContext context, SignInSessions sessions, CancellationToken cancellationToken)
    {
        if (await sessions.FindAsync(context) is not { } session)
        {
            return LogInFirst(form.Page);
        }

        if (!form.IsOurs)
        {
            return PageResults.Message(form.Page, "That did not work", SentForm.Expired, ("Back to your account", $"{form.Page.Base}/account"), StatusCodes.Status400BadRequest);
        }

        await sessions.EndAllAsync(session.User, cancellationToken);
        await sessions.EndAsync(context, cancellationToken);
        return PageResults.Message(
            form.Page,
            "You are logged out everywhere",
            "Every browser and every program that was logged in to your account has been logged out, this one too.",
            ("Log in again", form.Page.To("login")));
    }

    private static RedirectHttpResult LogInFirst(PageContext page) =>
        TypedResults.LocalRedirect($"{page.Base}/login{QueryString.Create(ReturnAddress.Parameter, $"{page.Base}/account")}");
}
