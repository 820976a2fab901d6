using Auth.Accounts;
using Auth.Data;
using Auth.SignIn;
using Auth.Throttling;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Auth.Pages;

/// <summary>Creating an account and confirming its e-mail address.</summary>
internal static class RegistrationEndpoints
{
    public static void MapRegistration(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/register", IResult (PageContext page) => Register(page, new(null, null)));
        pages.MapPost("/register", RegisterAsync).Accepts<IFormCollection>("application/x-www-form-urlencoded");
        pages.MapGet("/confirm", IResult (PageContext page, string? user, string? token) => Confirm(page, user, token));
        pages.MapPost("/confirm", ConfirmAsync);
    }

    /// <summary>The same answer whether the mail holds a link or tells that there is an account already.</summary>
    public static IResult CheckYourMail(PageContext page) => PageResults.Message(
        page,
        "Check your mail",
        "We have sent you a message. Open the link in it to go on; it may take a minute to arrive.",
        ("Back to the log-in", page.To("login")));

    private static async Task<IResult> RegisterAsync(
        SentForm form, HttpContext context, Registration registration, SignInSessions sessions, IOptions<AccountOptions> options, CancellationToken cancellationToken)
    {
        var page = form.Page;
        var entered = new RegistrationRequest(form[RegistrationFields.Email], form[RegistrationFields.Password], form[RegistrationFields.Name]);
        if (!form.IsOurs)
        {
            return Register(page, entered, StatusCodes.Status400BadRequest, SentForm.Expired);
        }

        var result = await registration.RegisterAsync(entered, Origin.Of(context), page.ReturnUrl, cancellationToken);
        if (result.RetryAfter is { } delay)
        {
            return Register(page, entered, StatusCodes.Status429TooManyRequests, PageResults.Slow(context, delay));
        }

        if (result.Errors.Count > 0)
        {
            return Register(page, entered, StatusCodes.Status400BadRequest, errors: result.Errors);
        }

        if (options.Value.RequireConfirmedEmail == true)
        {
            return CheckYourMail(page);
        }

        if (result.User is null)
        {
            return TypedResults.Redirect(page.To("login") + "&registered=true");
        }

        await sessions.StartAsync(context, result.User, isPersistent: false, cancellationToken);
        return TypedResults.Redirect(page.ReturnUrl);
    }

    private static async Task<IResult> ConfirmAsync(
        SentForm form, HttpContext context, UserManager<User> users, CredentialCheck credentials, SignInSessions sessions, CancellationToken cancellationToken)
    {
        var (page, id, token) = (form.Page, form["user"], form["token"]);
        if (!form.IsOurs)
        {
            return Confirm(page, id, token, StatusCodes.Status400BadRequest, SentForm.Expired);
        }

        // Whoever only has the link may be another than who registered: the password tells.
        var account = await AccountOfLink.FindAsync(users, id);
        var (user, retryAfter, unconfirmed) = await credentials.CheckAsync(context, account?.Email, form["password"], cancellationToken);
        if (retryAfter is { } delay)
        {
            return Confirm(page, id, token, StatusCodes.Status429TooManyRequests, PageResults.Slow(context, delay));
        }

        if ((user ?? unconfirmed) is not { } owner)
        {
            return Confirm(page, id, token, StatusCodes.Status400BadRequest, "The password is wrong.");
        }

        if (!owner.EmailConfirmed && !(await users.ConfirmEmailAsync(owner, token)).Succeeded)
        {
            return PageResults.Message(
                page,
                "This link is too old",
                "Log in with your password, and we will send you another one.",
                ("Log in", page.To("login")),
                StatusCodes.Status400BadRequest);
        }

        await sessions.StartAsync(context, owner, isPersistent: false, cancellationToken);
        return TypedResults.Redirect(page.ReturnUrl);
    }

    private static RazorComponentResult<RegisterPage> Register(
        PageContext page, RegistrationRequest entered, int status = StatusCodes.Status200OK, string? problem = null, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(RegisterPage.Page)] = page,
            [nameof(RegisterPage.Entered)] = entered,
            [nameof(RegisterPage.Problem)] = problem,
            [nameof(RegisterPage.Errors)] = errors ?? PageResults.Without,
        })
        { StatusCode = status };

    private static RazorComponentResult<ConfirmPage> Confirm(PageContext page, string? user, string? token, int status = StatusCodes.Status200OK, string? problem = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(ConfirmPage.Page)] = page,
            [nameof(ConfirmPage.User)] = user,
            [nameof(ConfirmPage.Token)] = token,
            [nameof(ConfirmPage.Problem)] = problem,
        })
        { StatusCode = status };
}
