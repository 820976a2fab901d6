using Auth.Accounts;
using Auth.Data;
using Auth.Mail;
using Auth.SignIn;
using Auth.Throttling;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Auth.Pages;

/// <summary>Choosing another password: with the current one, or with a link that was mailed to the address.</summary>
internal static class PasswordEndpoints
{
    private const string Current = "current";
    private const string New = "password";

    public static void MapPasswords(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/forgot", IResult (PageContext page) => Forgot(page));
        pages.MapPost("/forgot", SendLinkAsync);
        pages.MapGet("/reset", IResult (PageContext page, string? user, string? token) => Reset(page, user, token));
        pages.MapPost("/reset", ResetAsync);
        pages.MapGet("/password", ShowChangeAsync);
        pages.MapPost("/password", ChangeAsync);
    }

    private static async Task<IResult> SendLinkAsync(
        SentForm form, HttpContext context, UserManager<User> users, AccountMails mails, ConfiguredAdministrator administrator, Throttle throttle, IOptions<ThrottleOptions> limits, CancellationToken cancellationToken)
    {
        var (page, email) = (form.Page, EmailAddress.Normalize(form["email"]));
        if (!form.IsOurs)
        {
            return Forgot(page, StatusCodes.Status400BadRequest, SentForm.Expired);
        }

        if (await throttle.EnterAsync([ThrottleSubject.For("registrations-of-origin", limits.Value.Registrations, Origin.Of(context))], cancellationToken) is { } delay)
        {
            return Forgot(page, StatusCodes.Status429TooManyRequests, PageResults.Slow(context, delay));
        }

        if (!EmailAddress.CanBeLookedUp(email))
        {
            return Forgot(page, StatusCodes.Status400BadRequest, errors: new Dictionary<string, string[]> { ["email"] = ["Enter your e-mail address."] });
        }

        var user = await users.FindByEmailAsync(email);
        await mails.OfferResetAsync(email, user is null || administrator.Is(user) ? null : user, cancellationToken);
        return PageResults.Message(
            page,
            "Check your mail",
            "If there is an account with this e-mail address, a link to choose a new password is on its way; it may take a minute to arrive.",
            ("Back to the log-in", page.To("login")));
    }

    private static async Task<IResult> ResetAsync(
        SentForm form, HttpContext context, UserManager<User> users, PasswordRules rules, ConfiguredAdministrator administrator, AccountMails mails, SignInSessions sessions, CancellationToken cancellationToken)
    {
        var (page, id, token, password) = (form.Page, form["user"], form["token"], form[New]);
        if (!form.IsOurs)
        {
            return Reset(page, id, token, StatusCodes.Status400BadRequest, SentForm.Expired);
        }

        var user = await AccountOfLink.FindAsync(users, id);
        if (user is null || administrator.Is(user) || !await users.VerifyUserTokenAsync(user, users.Options.Tokens.PasswordResetTokenProvider, UserManager<User>.ResetPasswordTokenPurpose, token))
        {
            return PageResults.Message(
                page, "This link does not work any more", "It works once, and not for long. Ask for another one.", ("Ask for a new link", page.To("forgot")), StatusCodes.Status400BadRequest);
        }

        if (rules.Refusal(user.Email, user.DisplayName, password) is { } refusal)
        {
            return Reset(page, id, token, StatusCodes.Status400BadRequest, errors: new Dictionary<string, string[]> { [New] = [refusal] });
        }

        // Whoever has opened the link has the address.
        user.EmailConfirmed = true;
        Succeed(await users.ResetPasswordAsync(user, token, password));
        await FinishAsync(context, user, mails, sessions, cancellationToken);
        return TypedResults.Redirect(page.ReturnUrl);
    }

    private static async Task<IResult> ShowChangeAsync(PageContext page, HttpContext context, SignInSessions sessions, ConfiguredAdministrator administrator) =>
        await sessions.FindAsync(context) is not { } session ? LogInFirst(page)
        : administrator.Is(session.User) ? SetByDeployment(page)
        : Change(page);

    private static async Task<IResult> ChangeAsync(
        SentForm form,
        HttpContext context,
        UserManager<User> users,
        CredentialCheck credentials,
        PasswordRules rules,
        ConfiguredAdministrator administrator,
        AccountMails mails,
        SignInSessions sessions,
        CancellationToken cancellationToken)
    {
        var (page, password) = (form.Page, form[New]);
        if (await sessions.FindAsync(context) is not { } session)
        {
            return LogInFirst(page);
        }

        if (administrator.Is(session.User))
        {
            return SetByDeployment(page);
        }

        if (!form.IsOurs)
        {
            return Change(page, StatusCodes.Status400BadRequest, SentForm.Expired);
        }

        // Somebody else may sit in front of a browser that was left open.
        var (user, retryAfter, _) = await credentials.CheckAsync(context, session.User.Email, form[Current], cancellationToken);
        if (retryAfter is { } delay)
        {
            return Change(page, StatusCodes.Status429TooManyRequests, PageResults.Slow(context, delay));
        }

        Dictionary<string, string[]> errors = [];
        if (user is null)
        {
            errors[Current] = ["This is not your password."];
        }

        if (rules.Refusal(session.User.Email, session.User.DisplayName, password) is { } refusal)
        {
            errors[New] = [refusal];
        }

        if (user is null || errors.Count > 0)
        {
            return Change(page, StatusCodes.Status400BadRequest, errors: errors);
        }

        Succeed(await users.ChangePasswordAsync(user, form[Current], password));
        await FinishAsync(context, user, mails, sessions, cancellationToken);
        return PageResults.Message(
            page, "Your password has been changed", "Everyone else who was logged in to your account has been logged out.", ("Back to your account", $"{page.Base}/account"));
    }

    // Who had the old password is out; who has just chosen the new one is in.
    private static async Task FinishAsync(HttpContext context, User user, AccountMails mails, SignInSessions sessions, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(user, cancellationToken);
        mails.TellOfNewPassword(user);
        await sessions.StartAsync(context, user, isPersistent: false, cancellationToken);
    }

    private static void Succeed(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"The password could not be changed: {string.Join(' ', result.Errors.Select(error => error.Code))}");
        }
    }

    private static RedirectHttpResult LogInFirst(PageContext page) =>
        TypedResults.LocalRedirect($"{page.Base}/login{QueryString.Create(ReturnAddress.Parameter, $"{page.Base}/password")}");

    private static IResult SetByDeployment(PageContext page) => PageResults.Message(
        page,
        "Set by the deployment",
        "The administrator's password is a secret of the deployment: whoever deploys changes it there.",
        ("Back to your account", $"{page.Base}/account"),
        StatusCodes.Status403Forbidden);

    private static RazorComponentResult<ForgotPage> Forgot(
        PageContext page, int status = StatusCodes.Status200OK, string? problem = null, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(ForgotPage.Page)] = page,
            [nameof(ForgotPage.Problem)] = problem,
            [nameof(ForgotPage.Errors)] = errors ?? PageResults.Without,
        })
        { StatusCode = status };

    private static RazorComponentResult<ResetPage> Reset(
        PageContext page, string? user, string? token, int status = StatusCodes.Status200OK, string? problem = null, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(ResetPage.Page)] = page,
            [nameof(ResetPage.User)] = user,
            [nameof(ResetPage.Token)] = token,
            [nameof(ResetPage.Problem)] = problem,
            [nameof(ResetPage.Errors)] = errors ?? PageResults.Without,
        })
        { StatusCode = status };

    private static RazorComponentResult<PasswordPage> Change(
        PageContext page, int status = StatusCodes.Status200OK, string? problem = null, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(PasswordPage.Page)] = page,
            [nameof(PasswordPage.Problem)] = problem,
            [nameof(PasswordPage.Errors)] = errors ?? PageResults.Without,
        })
        { StatusCode = status };
}
