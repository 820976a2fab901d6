using System.Security.Claims;
using Aspire.Dashboard.Listeners;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Aspire.Dashboard.Frontend;

/// <summary>Turns the token of the login address, or of the login form, into a cookie.</summary>
internal static class LoginEndpoints
{
    public const string Path = "/login";

    private const string TokenParameter = "t";
    private const string ReturnParameter = "returnUrl";

    /// <summary>Answers the printed address. Without a token, <c>/login</c> is the form, which is a page.</summary>
    public static IApplicationBuilder UseLoginAddress(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (HttpMethods.IsGet(context.Request.Method)
            && context.Features.Get<ListenerFeature>()?.Kind is null or ListenerKind.Frontend
            && context.Request.Path == Path
            && context.Request.Query[TokenParameter].ToString() is { Length: > 0 } token)
        {
            await LogInAsync(context, token, context.Request.Query[ReturnParameter]);
            return;
        }

        await next(context);
    });

    public static void MapLogin(this IEndpointRouteBuilder endpoints)
    {
        // The form posts "token" and "returnUrl". No antiforgery token: who can forge this request has the token already.
        endpoints.MapPost(Path, async context =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            await LogInAsync(context, form["token"], form[ReturnParameter]);
        }).AllowAnonymous().DisableAntiforgery()
            // Before the page of the same address, which would take posts as well.
            .WithOrder(-1);

        endpoints.MapPost("/logout", async context =>
        {
            await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            context.Response.Redirect(Path);
        }).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task LogInAsync(HttpContext context, string? token, string? returnUrl)
    {
        var target = IsLocal(returnUrl) ? returnUrl! : "/";

        if (!context.RequestServices.GetRequiredService<BrowserToken>().IsValid(token?.Trim()))
        {
            context.Response.Redirect($"{Path}{QueryString.Create("failed", "true").Add(ReturnParameter, target)}");
            return;
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "Local")], CookieAuthenticationDefaults.AuthenticationScheme)));

        // The token leaves the address bar and the history.
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(target);
    }

    /// <summary>Only paths of this dashboard: <c>//host</c> and <c>/\host</c> would be another one for a browser.</summary>
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && url is not ['/', '/' or '\\', ..] && !url.AsSpan().ContainsAny('\r', '\n');
}
