using Auth.Clients;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Auth.Protocol;

/// <summary>
/// Makes an access token's audience follow its scopes. When a refresh asks for fewer scopes than were granted, OpenIddict narrows the token's scopes and
/// leaves the audience as it was granted.
/// </summary>
internal sealed class RequestedAudiences : IOpenIddictServerHandler<ProcessSignInContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
        .UseSingletonHandler<RequestedAudiences>()
        .SetOrder(OpenIddictServerHandlers.PrepareAccessTokenPrincipal.Descriptor.Order + 1)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        context.AccessTokenPrincipal?.SetAudiences(ApiScopes.Audiences(context.AccessTokenPrincipal.GetScopes()));
        return default;
    }
}
