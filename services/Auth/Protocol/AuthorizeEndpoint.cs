using Auth.Clients;
using Auth.Data;
using Auth.Pages;
using Auth.SignIn;
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
    public static async Task<IResult> HandleAsync(
        HttpContext context,
        UserManager<User> users,
        SignInSessions sessions,
        TokenPrincipals principals,
        Reauthentication reauthentication,
        IOptions<FrontendOptions> frontend,
        TimeProvider time)
    {
        if (context.GetOpenIddictServerResponse() is { } error)
        {
            return ProblemPage.For(error, context, frontend.Value);
        }

        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("OpenIddict did not see an authorization request.");
        if (request.HasPromptValue(PromptValues.Create))
        {
            return TypedResults.LocalRedirect(PageLeadingBack(context, "register", (Parameters.Prompt, null)));
        }

        var session = await sessions.FindAsync(context);
        var isLoginWanted = IsAskedToLogIn(request) || IsTooOld(session, request, time);
        if (session is null || await users.IsLockedOutAsync(session.User) || (isLoginWanted && !reauthentication.IsAnsweredBy((string?)request[Reauthentication.Parameter], session.SignedInAt)))
        {
            return request.HasPromptValue(PromptValues.None)
                ? LoginRequired()
                : TypedResults.LocalRedirect(PageLeadingBack(context, "login", (Reauthentication.Parameter, isLoginWanted ? reauthentication.AskNow() : null)));
        }

        return TypedResults.SignIn(
            await principals.ForPersonAsync(session.User, request.GetScopes(), session.SignedInAt.ToUnixTimeSeconds(), session.Id),
            authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    // Choosing an account is logging in with another.
    private static bool IsAskedToLogIn(OpenIddictRequest request) => request.HasPromptValue(PromptValues.Login) || request.HasPromptValue(PromptValues.SelectAccount);

    private static bool IsTooOld(SignInSession? session, OpenIddictRequest request, TimeProvider time) =>
        request.MaxAge is { } maxAge && (session is null || time.GetUtcNow() - session.SignedInAt > TimeSpan.FromSeconds(maxAge));

    /// <summary>A page after which the same request is made again, with one parameter changed.</summary>
    private static string PageLeadingBack(HttpContext context, string page, (string Name, string? Value) change)
    {
        var parameters = context.Request.HasFormContentType ? context.Request.Form.ToList() : [.. context.Request.Query];
        parameters.RemoveAll(parameter => parameter.Key == change.Name);
        if (change.Value is not null)
        {
            parameters.Add(KeyValuePair.Create(change.Name, (StringValues)change.Value));
        }

        var back = context.Request.PathBase + context.Request.Path + QueryString.Create(parameters);
        return $"{context.Request.PathBase}/{page}{QueryString.Create(ReturnAddress.Parameter, back)}";
    }

    private static ForbidHttpResult LoginRequired() => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The user is not logged in.",
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
