using Auth.Clients;
using Auth.Data;
using Auth.Pages;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Protocol;

/// <summary>Asks the person to log in when necessary and grants the client what it asked for (OpenID Connect Core §3.1.2). Clients are the shop's own, so nobody is asked to consent.</summary>
internal static class AuthorizeEndpoint
{
    public static async Task<IResult> HandleAsync(HttpContext context, UserManager<User> users, TokenPrincipals principals, IOptions<FrontendOptions> frontend, TimeProvider time)
    {
        if (context.GetOpenIddictServerResponse() is { } error)
        {
            return ProblemPage.For(error, context, frontend.Value);
        }

        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see an authorization request.");
        var session = await context.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var user = session.Succeeded ? await users.GetUserAsync(session.Principal) : null;

        if (request.HasPromptValue(PromptValues.Create))
        {
            return AskFirst(context, "register");
        }

        if (user is null || await users.IsLockedOutAsync(user) || IsAskedToLogIn(request) || IsTooOld(session, request, time))
        {
            return request.HasPromptValue(PromptValues.None) ? LoginRequired() : AskFirst(context, "login");
        }

        return TypedResults.SignIn(
            await principals.ForPersonAsync(user, request.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    // Choosing an account is logging in with another.
    private static bool IsAskedToLogIn(OpenIddictRequest request) => request.HasPromptValue(PromptValues.Login) || request.HasPromptValue(PromptValues.SelectAccount);

    private static bool IsTooOld(AuthenticateResult session, OpenIddictRequest request, TimeProvider time) =>
        request.MaxAge is { } maxAge && session.Properties?.IssuedUtc is { } issued && time.GetUtcNow() - issued > TimeSpan.FromSeconds(maxAge);

    // The way back leads here again without the prompt: it has been answered by then.
    private static RedirectHttpResult AskFirst(HttpContext context, string page)
    {
        var parameters = context.Request.HasFormContentType ? context.Request.Form.ToList() : [.. context.Request.Query];
        parameters.RemoveAll(parameter => parameter.Key is Parameters.Prompt or Parameters.MaxAge);
        var back = context.Request.PathBase + context.Request.Path + QueryString.Create(parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (StringValues)parameter.Value)));
        return TypedResults.LocalRedirect($"{context.Request.PathBase}/{page}{QueryString.Create(ReturnAddress.Parameter, back)}");
    }

    private static ForbidHttpResult LoginRequired() => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "Nobody is logged in.",
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
