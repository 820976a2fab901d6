using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace Auth.Clients;

/// <summary>The clients that this replica is configured with.</summary>
internal sealed class ConfiguredClients(IOptions<FrontendOptions> frontend, IOptions<CommandLineOptions> commandLine, IOptions<MachineClientsOptions> machines)
{
    private readonly Dictionary<string, OpenIddictApplicationDescriptor> _clients =
        ClientDescriptors.From(frontend.Value, commandLine.Value, machines.Value).ToDictionary(client => client.ClientId!, StringComparer.Ordinal);

    public IReadOnlyCollection<OpenIddictApplicationDescriptor> All => _clients.Values;

    public OpenIddictApplicationDescriptor? Find(string? id) => id is null ? null : _clients.GetValueOrDefault(id);

    /// <summary>The secrets that a client may prove itself with here: today's, and the frontend's of before.</summary>
    public IEnumerable<string> SecretsOf(string? id)
    {
        if (Find(id)?.ClientSecret is { Length: > 0 } current)
        {
            yield return current;
        }

        if (id == ClientIds.Frontend && frontend.Value.PreviousClientSecret is { Length: > 0 } previous)
        {
            yield return previous;
        }
    }
}
