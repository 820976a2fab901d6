using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;

namespace Auth.Clients;

/// <summary>
/// Decides about clients by what this replica is configured with; the database's rows are what tokens refer to. While replicas of before and after a
/// change work side by side, each writes its own view at its start: neither may undo for the other what it knows and the other does not.
/// </summary>
internal sealed class ClientAdmission(
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store,
    ConfiguredClients clients)
    : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, logger, options, store)
{
    /// <summary>A client that this replica does not know is nobody, even when another replica has written a row for it.</summary>
    public override ValueTask<OpenIddictEntityFrameworkCoreApplication?> FindByClientIdAsync(string identifier, CancellationToken cancellationToken = default) =>
        clients.Find(identifier) is null ? default : base.FindByClientIdAsync(identifier, cancellationToken);

    public override ValueTask<ImmutableArray<string>> GetPermissionsAsync(OpenIddictEntityFrameworkCoreApplication application, CancellationToken cancellationToken = default) =>
        new([.. clients.Find(application.ClientId)?.Permissions ?? []]);

    public override ValueTask<ImmutableArray<string>> GetRequirementsAsync(OpenIddictEntityFrameworkCoreApplication application, CancellationToken cancellationToken = default) =>
        new([.. clients.Find(application.ClientId)?.Requirements ?? []]);

    public override async ValueTask<bool> ValidateRedirectUriAsync(OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
        IsAmong(clients.Find(application.ClientId)?.RedirectUris, uri) || await base.ValidateRedirectUriAsync(application, uri, cancellationToken);

    public override async ValueTask<bool> ValidatePostLogoutRedirectUriAsync(OpenIddictEntityFrameworkCoreApplication application, string uri, CancellationToken cancellationToken = default) =>
        IsAmong(clients.Find(application.ClientId)?.PostLogoutRedirectUris, uri) || await base.ValidatePostLogoutRedirectUriAsync(application, uri, cancellationToken);

    public override async ValueTask<bool> ValidateClientSecretAsync(OpenIddictEntityFrameworkCoreApplication application, string secret, CancellationToken cancellationToken = default)
    {
        var hash = Hash(secret);
        var isConfigured = clients.SecretsOf(application.ClientId).Aggregate(false, (found, configured) => found | CryptographicOperations.FixedTimeEquals(hash, Hash(configured)));
        return isConfigured || await IsStoredAsync(application, secret, cancellationToken);
    }

    /// <summary>Whether <paramref name="secret"/> is the one that the database keeps: of a replica that knows a newer one, perhaps.</summary>
    public ValueTask<bool> IsStoredAsync(OpenIddictEntityFrameworkCoreApplication application, string secret, CancellationToken cancellationToken) =>
        base.ValidateClientSecretAsync(application, secret, cancellationToken);

    private static bool IsAmong(HashSet<Uri>? configured, string uri) => configured?.Any(candidate => candidate.OriginalString == uri) == true;

    // Of the same length whatever the secret's is.
    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
