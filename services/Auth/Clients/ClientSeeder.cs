using Auth.Data;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Clients;

/// <summary>
/// Writes the configured clients into the database. None is deleted there: it may be one that a newer replica has just added. A client that is no longer
/// configured is refused all the same, by <see cref="ClientAdmission"/>.
/// </summary>
internal sealed partial class ClientSeeder(ClientAdmission applications, ConfiguredClients clients, ILogger<ClientSeeder> logger) : IDatabaseSeeder<AuthDbContext>
{
    public async Task SeedAsync(AuthDbContext context, CancellationToken cancellationToken)
    {
        foreach (var wanted in clients.All)
        {
            var application = await applications.FindByClientIdAsync(wanted.ClientId!, cancellationToken);
            if (application is null)
            {
                await applications.CreateAsync(wanted, cancellationToken);
                LogAdded(wanted.ClientId!);
            }
            else if (!await IsCurrentAsync(application, wanted, cancellationToken))
            {
                await applications.UpdateAsync(application, wanted, cancellationToken);
                LogUpdated(wanted.ClientId!);
            }
        }
    }

    private async Task<bool> IsCurrentAsync(OpenIddictEntityFrameworkCoreApplication application, OpenIddictApplicationDescriptor wanted, CancellationToken cancellationToken)
    {
        var actual = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(actual, application, cancellationToken);

        return actual.ClientType == wanted.ClientType
            && actual.DisplayName == wanted.DisplayName
            && actual.ConsentType == wanted.ConsentType
            && actual.Permissions.SetEquals(wanted.Permissions)
            && actual.Requirements.SetEquals(wanted.Requirements)
            && actual.RedirectUris.SetEquals(wanted.RedirectUris)
            && actual.PostLogoutRedirectUris.SetEquals(wanted.PostLogoutRedirectUris)
            && (wanted.ClientType != ClientTypes.Confidential || await applications.IsStoredAsync(application, wanted.ClientSecret!, cancellationToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Client '{ClientId}' has been added")]
    private partial void LogAdded(string clientId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Client '{ClientId}' has been brought up to date")]
    private partial void LogUpdated(string clientId);
}
