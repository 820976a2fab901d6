using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;

namespace Auth.Clients;

/// <summary>
/// Accepts the frontend's secrets that this replica is configured with, besides the one that the database keeps. While a
/// secret is changed, replicas and frontends of before and after work side by side, but the database has one secret only.
/// </summary>
internal sealed class RotatingClients(
    IOpenIddictApplicationCache<OpenIddictEntityFrameworkCoreApplication> cache,
    ILogger<OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<OpenIddictEntityFrameworkCoreApplication> store,
    IOptions<FrontendOptions> frontend)
    : OpenIddictApplicationManager<OpenIddictEntityFrameworkCoreApplication>(cache, logger, options, store)
{
    public override async ValueTask<bool> ValidateClientSecretAsync(OpenIddictEntityFrameworkCoreApplication application, string secret, CancellationToken cancellationToken = default) =>
        (application.ClientId == ClientIds.Frontend && IsConfigured(secret)) || await IsStoredAsync(application, secret, cancellationToken);

    /// <summary>Whether <paramref name="secret"/> is the one that the database keeps.</summary>
    public ValueTask<bool> IsStoredAsync(OpenIddictEntityFrameworkCoreApplication application, string secret, CancellationToken cancellationToken) =>
        base.ValidateClientSecretAsync(application, secret, cancellationToken);

    private bool IsConfigured(string secret) => AreEqual(secret, frontend.Value.ClientSecret) | AreEqual(secret, frontend.Value.PreviousClientSecret);

    private static bool AreEqual(string secret, string? configured) =>
        !string.IsNullOrEmpty(configured) && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(configured));
}
