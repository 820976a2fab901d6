using Auth.Data;
using Microsoft.Extensions.Options;

namespace Auth.Clients;

/// <summary>
/// A program that acts for itself with the client-credentials grant (RFC 6749 §4.4): one entry of section <c>Auth:Clients</c>, whose name is the
/// client's identifier. None is configured by default; one that is removed from the configuration is refused from the next start on.
/// </summary>
public sealed class MachineClientOptions
{
    public const string Section = "Auth:Clients";

    /// <summary>At least 16 characters. Required.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The scopes it may ask for. Default: none.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>The roles in its access tokens, such as <c>admin</c>. Default: none.</summary>
    public IList<string> Roles { get; } = [];
}

/// <summary>All entries of section <c>Auth:Clients</c>, by client identifier.</summary>
public sealed class MachineClientsOptions : Dictionary<string, MachineClientOptions>
{
    public MachineClientsOptions()
        : base(StringComparer.Ordinal)
    {
    }
}

internal sealed class MachineClientsOptionsValidator : IValidateOptions<MachineClientsOptions>
{
    private const int MinSecretLength = 16;

    public ValidateOptionsResult Validate(string? name, MachineClientsOptions options)
    {
        List<string> failures = [];
        foreach (var (id, client) in options)
        {
            if (id is ClientIds.Frontend or ClientIds.CommandLine)
            {
                failures.Add($"Auth:Clients:{id} has a name that is taken by the built-in client '{id}'. Choose another.");
            }

            if (client.Secret.Length < MinSecretLength)
            {
                failures.Add($"Auth:Clients:{id}:Secret must have at least {MinSecretLength} characters; it has {client.Secret.Length}.");
            }

            failures.AddRange(client.Scopes.Except(ApiScopes.ForMachines, StringComparer.Ordinal)
                .Select(scope => $"Auth:Clients:{id}:Scopes contains '{scope}'; a machine can have: {string.Join(", ", ApiScopes.ForMachines)}."));
            failures.AddRange(client.Roles.Except(Roles.All, StringComparer.Ordinal)
                .Select(role => $"Auth:Clients:{id}:Roles contains '{role}'; the roles are: {string.Join(", ", Roles.All)}."));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
