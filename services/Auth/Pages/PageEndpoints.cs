using Auth.Accounts;
using Auth.Clients;
using Auth.Data;
using Auth.SignIn;
using Auth.Throttling;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Auth.Pages;

/// <summary>The pages that people see: log-in and registration.</summary>
internal static class PageEndpoints
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string FormExpired = "This page was open for too long. Please send it again.";

    private static readonly Dictionary<string, string[]> NoErrors = [];

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        // Antiforgery is checked by the handlers themselves, which then show the form again instead of an error page.
        var pages = app.MapGroup("").ExcludeFromDescription().DisableAntiforgery().AddEndpointFilter(NeverStoredAsync);

        pages.MapGet("/", (IOptions<FrontendOptions> frontend) => TypedResults.Redirect(ReturnAddress.Home(frontend.Value)));
        pages.MapGet("/login", ShowLogin);
        pages.MapPost("/login", LogInAsync).Accepts<IFormCollection>(Form);
        pages.MapGet("/register", ShowRegistration);
        pages.MapPost("/register", RegisterAsync).Accepts<IFormCollection>(Form);
    }

    internal static IResult ShowLogin(HttpContext context, IAntiforgery antiforgery, IOptions<FrontendOptions> frontend, string? returnUrl) =>
        Login(PageContext.For(context, antiforgery, frontend.Value, returnUrl));

    private static async Task<IResult> LogInAsync(
        HttpContext context, IAntiforgery antiforgery, IOptions<FrontendOptions> frontend, CredentialCheck credentials, SignInSessions sessions, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var page = PageContext.For(context, antiforgery, frontend.Value, form[ReturnAddress.Parameter]);
        var (email, password) = (form["email"].ToString(), form["password"].ToString());
        var remember = form["remember"] == "true";

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Login(page, StatusCodes.Status400BadRequest, email, remember, FormExpired);
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
            return Login(page, StatusCodes.Status400BadRequest, email, remember, errors: errors);
        }

        var (user, retryAfter) = await credentials.CheckAsync(context, email, password, cancellationToken);
        if (retryAfter is { } delay)
        {
            return Login(page, StatusCodes.Status429TooManyRequests, email, remember, Slow(context, delay));
        }

        if (user is null)
        {
            return Login(
                page, StatusCodes.Status400BadRequest, email, remember,
                "The e-mail address or the password is wrong.");
        }

        await sessions.StartAsync(context, user, isPersistent: remember, cancellationToken);
        return TypedResults.Redirect(page.ReturnUrl);
    }

    internal static IResult ShowRegistration(HttpContext context, IAntiforgery antiforgery, IOptions<FrontendOptions> frontend, string? returnUrl) =>
        Register(PageContext.For(context, antiforgery, frontend.Value, returnUrl), new(null, null));

    private static async Task<IResult> RegisterAsync(
        HttpContext context, IAntiforgery antiforgery, IOptions<FrontendOptions> frontend, Registration registration, SignInSessions sessions, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var page = PageContext.For(context, antiforgery, frontend.Value, form[ReturnAddress.Parameter]);
        var entered = new RegistrationRequest(form[RegistrationFields.Email], form[RegistrationFields.Password], form[RegistrationFields.Name]);

        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Register(page, entered, StatusCodes.Status400BadRequest, FormExpired);
        }

        var result = await registration.RegisterAsync(entered, Origin.Of(context), cancellationToken);
        if (result.RetryAfter is { } delay)
        {
            return Register(page, entered, StatusCodes.Status429TooManyRequests, Slow(context, delay));
        }

        if (result.User is null)
        {
            return Register(page, entered, result.IsTaken ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest, errors: result.Errors);
        }

        await sessions.StartAsync(context, result.User, isPersistent: false, cancellationToken);
        return TypedResults.Redirect(page.ReturnUrl);
    }

    private static RazorComponentResult<LoginPage> Login(
        PageContext page, int status = StatusCodes.Status200OK, string? email = null, bool remember = false, string? problem = null, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(LoginPage.Page)] = page,
            [nameof(LoginPage.Email)] = email,
            [nameof(LoginPage.Remember)] = remember,
            [nameof(LoginPage.Problem)] = problem,
            [nameof(LoginPage.Errors)] = errors ?? NoErrors,
        })
        { StatusCode = status };

    private static RazorComponentResult<RegisterPage> Register(
        PageContext page, RegistrationRequest entered, int status = StatusCodes.Status200OK, string? problem = null, IReadOnlyDictionary<string, string[]>? errors = null) =>
        new(new Dictionary<string, object?>
        {
            [nameof(RegisterPage.Page)] = page,
            [nameof(RegisterPage.Entered)] = entered,
            [nameof(RegisterPage.Problem)] = problem,
            [nameof(RegisterPage.Errors)] = errors ?? NoErrors,
        })
        { StatusCode = status };

    private static string Slow(HttpContext context, TimeSpan delay) =>
        $"There were too many attempts. Please wait {TooManyAttempts.Announce(context, delay)} seconds and try again.";

    // What a form holds is of no use to anyone who comes back to this browser later.
    private static ValueTask<object?> NeverStoredAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        invocation.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(invocation);
    }
}
