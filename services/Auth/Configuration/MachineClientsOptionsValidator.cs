using Auth.Accounts;
using Auth.Protocol;
using Microsoft.Extensions.Options;

namespace Auth.Configuration;

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
