using System.Security.Claims;
using Auth.Clients;
using Auth.Pages;
using Auth.SignIn;
using Auth.Throttling;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Protocol;

/// <summary>
/// Where a person lets a command line or a device use the account, by the code that it shows (RFC 8628 §3.3). The code alone is not enough: somebody
/// may have sent it (§5.4), so the page says what for.
/// </summary>
internal static class DeviceEndpoint
{
    private const string Done = "/device/done";

    public static void MapDevice(this IEndpointRouteBuilder app, string path)
    {
        app.MapMethods(path, [HttpMethods.Get, HttpMethods.Post], HandleAsync).ExcludeFromDescription();
        app.MapGet(Done, (PageContext page, bool? allowed) => PageResults.Message(
            page,
            allowed == true ? "Your device is connected" : "Your device is not connected",
            allowed == true ? "You can close this page and go on there." : "It does not get into your account.",
            ("Back to the shop", page.Home))).ExcludeFromDescription();
    }

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        IAntiforgery antiforgery,
        SignInSessions sessions,
        TokenPrincipals principals,
        ConfiguredClients clients,
        Throttle throttle,
        IOptions<ThrottleOptions> limits,
        IOptions<FrontendOptions> frontend,
        CancellationToken cancellationToken)
    {
        if (context.GetOpenIddictServerResponse() is { } error)
        {
            return ProblemPage.For(error, context, frontend.Value);
        }

        context.Response.Headers.CacheControl = "no-store";
        var page = PageContext.For(context, returnUrl: null);
        var code = context.GetOpenIddictServerRequest()?.UserCode;
        if (await sessions.FindAsync(context) is not { } session)
        {
            var back = page.Base + context.Request.Path + (string.IsNullOrEmpty(code) ? QueryString.Empty : QueryString.Create(Parameters.UserCode, code));
            return TypedResults.LocalRedirect($"{page.Base}/login{QueryString.Create(ReturnAddress.Parameter, back)}");
        }

        if (string.IsNullOrEmpty(code))
        {
            return Ask(page);
        }

        var subject = ThrottleSubject.For("device-codes-of-account", limits.Value.DeviceCodes, session.User.Id);
        if (await throttle.EnterAsync([subject], cancellationToken) is { } delay)
        {
            return Ask(page, StatusCodes.Status429TooManyRequests, PageResults.Slow(context, delay));
        }

        var asked = (await context.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        if (clients.Find(asked?.GetClaim(Claims.ClientId)) is not { } client)
        {
            return Ask(page, StatusCodes.Status400BadRequest, "This code is wrong, or it is too old.");
        }

        await throttle.ForgiveAsync(subject, cancellationToken);
        if (!HttpMethods.IsPost(context.Request.Method) || !await antiforgery.IsRequestValidAsync(context))
        {
            return Confirm(page, client.DisplayName ?? client.ClientId!, session, code, asked!);
        }

        var isAllowed = context.Request.Form["decision"] == "allow";
        var properties = new AuthenticationProperties { RedirectUri = $"{page.Base}{Done}?allowed={(isAllowed ? "true" : "false")}" };
        return isAllowed
            ? TypedResults.SignIn(
                await principals.ForPersonAsync(session.User, asked!.GetScopes(), session.SignedInAt.ToUnixTimeSeconds(), session: null), properties, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)
            : TypedResults.Forbid(properties, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static RazorComponentResult<DevicePage> Ask(PageContext page, int status = StatusCodes.Status200OK, string? problem = null) => new(new Dictionary<string, object?>
    {
        [nameof(DevicePage.Page)] = page,
        [nameof(DevicePage.Problem)] = problem,
    })
    { StatusCode = status };

    private static RazorComponentResult<DevicePage> Confirm(PageContext page, string client, SignInSession session, string code, ClaimsPrincipal asked) => new(new Dictionary<string, object?>
    {
        [nameof(DevicePage.Page)] = page,
        [nameof(DevicePage.Client)] = client,
        [nameof(DevicePage.Account)] = session.User.Email,
        [nameof(DevicePage.Code)] = code,
        [nameof(DevicePage.Scopes)] = (IReadOnlyList<string>)[.. asked.GetScopes().Where(scope => scope is not (Scopes.OpenId or Scopes.OfflineAccess))],
    });
}
