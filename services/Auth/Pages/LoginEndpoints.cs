using Auth.Accounts;
using Auth.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auth.Pages;

/// <summary>Logging in.</summary>
internal static class LoginEndpoints
{
    public static void MapLogin(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/login", IResult (PageContext page, AccountMails mails, bool? registered) => Login(page, mails, notice: registered == true
            ? "If you have just created an account, log in with its password. If you had one before, its password has not changed."
            : null));
        pages.MapPost("/login", LogInAsync);
    }

    private static async Task<IResult> LogInAsync(
        SentForm form, HttpContext context, CredentialCheck credentials, SignInSessions sessions, AccountMails mails, CancellationToken cancellationToken)
    {
        var (page, email, password) = (form.Page, form["email"], form["password"]);
        var remember = form["remember"] == "true";
        if (!form.IsOurs)
        {
            return Login(page, mails, StatusCodes.Status400BadRequest, email, remember, SentForm.Expired);
        }

        Dictionary<string, string[]> errors = [];
        if (string.IsNullOrWhiteSpace(email))
        {
            errors["email"] = ["Enter your e-mail address."];
        }

        if (password.Length == 0)
        {
            errors["password"] = ["Enter your password."];
        }

        if (errors.Count > 0)
        {
            return Login(page, mails, StatusCodes.Status400BadRequest, email, remember, errors: errors);
        }

        var (user, retryAfter, unconfirmed) = await credentials.CheckAsync(context, email, password, cancellationToken);
        if (retryAfter is { } delay)
        {
            return Login(page, mails, StatusCodes.Status429TooManyRequests, email, remember, PageResults.Slow(context, delay));
        }

        if (unconfirmed is not null)
        {
            await mails.AskToConfirmAsync(unconfirmed, page.ReturnUrl, cancellationToken);
            return RegistrationEndpoints.CheckYourMail(page);
        }

        if (user is null)
        {
            return Login(page, mails, StatusCodes.Status400BadRequest, email, remember, "The e-mail address or the password is wrong.");
        }

        await sessions.StartAsync(context, user, isPersistent: remember, cancellationToken);
        return TypedResults.Redirect(page.ReturnUrl);
    }

    private static RazorComponentResult<LoginPage> Login(
        PageContext page,
        AccountMails mails,
        int status = StatusCodes.Status200OK,
        string? email = null,
        bool remember = false,
        string? problem = null,
        IReadOnlyDictionary<string, string[]>? errors = null,
        string? notice = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(LoginPage.Page)] = page,
            [nameof(LoginPage.Email)] = email,
            [nameof(LoginPage.Remember)] = remember,
            [nameof(LoginPage.CanReset)] = mails.CanSend,
            [nameof(LoginPage.Notice)] = notice,
            [nameof(LoginPage.Problem)] = problem,
            [nameof(LoginPage.Errors)] = errors ?? PageResults.Without,
        })
        { StatusCode = status };
}
