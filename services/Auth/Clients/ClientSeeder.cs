using Auth.Data;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Auth.Clients;

/// <summary>Makes the registered clients what the configuration says.</summary>
internal sealed partial class ClientSeeder(
    RotatingClients applications,
    IOptions<FrontendOptions> frontend,
    IOptions<MachineClientsOptions> machines,
    ILogger<ClientSeeder> logger) : IDatabaseSeeder<AuthDbContext>
{
    public async Task SeedAsync(AuthDbContext context, CancellationToken cancellationToken)
    {
        var wanted = ClientDescriptors.From(frontend.Value, machines.Value).ToDictionary(client => client.ClientId!, StringComparer.Ordinal);

        List<OpenIddictEntityFrameworkCoreApplication> known = [];
        await foreach (var application in applications.ListAsync(cancellationToken: cancellationToken))
        {
            known.Add(application);
        }

        foreach (var application in known)
        {
            var id = await applications.GetClientIdAsync(application, cancellationToken) ?? "";
            if (!wanted.Remove(id, out var descriptor))
            {
                await applications.DeleteAsync(application, cancellationToken);
                LogRemoved(id);
            }
            else if (!await IsCurrentAsync(application, descriptor, cancellationToken))
            {
                await applications.UpdateAsync(application, descriptor, cancellationToken);
                LogUpdated(id);
            }
        }

        foreach (var descriptor in wanted.Values)
        {
            await applications.CreateAsync(descriptor, cancellationToken);
            LogAdded(descriptor.ClientId!);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Client '{ClientId}' is no longer configured and has been removed with its tokens")]
    private partial void LogRemoved(string clientId);
}
