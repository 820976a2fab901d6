using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Clients;

/// <summary>Decides what each client may do: no more than it needs.</summary>
internal static class ClientDescriptors
{
    public static IEnumerable<OpenIddictApplicationDescriptor> From(FrontendOptions frontend, CommandLineOptions commandLine, MachineClientsOptions machines)
    {
        yield return CommandLine(commandLine);

        if (!string.IsNullOrEmpty(frontend.ClientSecret))
        {
            yield return Frontend(frontend);
        }

        foreach (var (id, machine) in machines)
        {
            yield return Machine(id, machine);
        }
    }

    private static OpenIddictApplicationDescriptor CommandLine(CommandLineOptions options)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientIds.CommandLine,
            ClientType = ClientTypes.Public,
            DisplayName = "Command line",
            Permissions =
            {
                Permissions.Endpoints.DeviceAuthorization,
                Permissions.Endpoints.Revocation,
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.DeviceCode,
                Permissions.GrantTypes.RefreshToken,
            },
        };
        if (options.PasswordGrant == true)
        {
            client.Permissions.Add(Permissions.GrantTypes.Password);
        }

        AllowScopes(client, ApiScopes.ForPeople);
        return client;
    }

    private static OpenIddictApplicationDescriptor Frontend(FrontendOptions options)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = ClientIds.Frontend,
            ClientSecret = options.ClientSecret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            DisplayName = "Shop",
            Permissions =
            {
                Permissions.Endpoints.Authorization,
                Permissions.Endpoints.EndSession,
                Permissions.Endpoints.Introspection,
                Permissions.Endpoints.Revocation,
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.AuthorizationCode,
                Permissions.GrantTypes.RefreshToken,
                Permissions.ResponseTypes.Code,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var origin in options.Origins)
        {
            client.RedirectUris.Add(new Uri($"{origin}/signin-oidc"));
            client.PostLogoutRedirectUris.Add(new Uri($"{origin}/signout-callback-oidc"));
        }

        AllowScopes(client, ApiScopes.ForPeople);
        return client;
    }

    private static OpenIddictApplicationDescriptor Machine(string id, MachineClientOptions options)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ClientSecret = options.Secret,
            ClientType = ClientTypes.Confidential,
            DisplayName = id,
            Permissions =
            {
                Permissions.Endpoints.Introspection,
                Permissions.Endpoints.Revocation,
                Permissions.Endpoints.Token,
                Permissions.GrantTypes.ClientCredentials,
            },
        };
        AllowScopes(client, options.Scopes);
        return client;
    }

    // openid and offline_access need no permission in OpenIddict.
    private static void AllowScopes(OpenIddictApplicationDescriptor client, IEnumerable<string> scopes)
    {
        foreach (var scope in scopes.Where(scope => scope is not (Scopes.OpenId or Scopes.OfflineAccess)))
        {
            client.Permissions.Add(Permissions.Prefixes.Scope + scope);
        }
    }
}
