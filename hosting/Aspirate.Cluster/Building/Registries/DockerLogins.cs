using System.ComponentModel;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Cluster.Building.Registries;

/// <summary>
/// Finds the login for a registry where the .NET SDK looks, too: its environment variables, then what <c>docker login</c> or
/// <c>podman login</c> has left, itself or in a credential helper.
/// </summary>
internal sealed class DockerLogins(Func<string, string?> environment)
{
    // The SDK's names, from the most to the least specific.
    private static readonly string[] VariablePrefixes = ["DOTNET_CONTAINER_PUSH_REGISTRY", "DOTNET_CONTAINER_REGISTRY", "SDK_CONTAINER_REGISTRY"];

    public async Task<RegistryLogin?> FindAsync(RegistryAddress registry, CancellationToken cancellationToken) =>
        FromEnvironment() ?? await FindStoredAsync(registry, cancellationToken);

    private RegistryLogin? FromEnvironment() => VariablePrefixes
        .Select(prefix => (User: environment($"{prefix}_UNAME"), Password: environment($"{prefix}_PWORD")))
        .Where(variables => !string.IsNullOrEmpty(variables.User) && !string.IsNullOrEmpty(variables.Password))
        .Select(variables => new RegistryLogin(variables.User!, variables.Password!))
        .FirstOrDefault();

    /// <summary>The login that was stored for this registry. Those of the environment are for the one that is pushed to, and no other is told them.</summary>
    public async Task<RegistryLogin?> FindStoredAsync(RegistryAddress registry, CancellationToken cancellationToken)
    {
        foreach (var file in ConfigurationFiles().Where(File.Exists))
        {
            var configuration = await ReadAsync(file, cancellationToken);
            if (await FindAsync(configuration, registry, cancellationToken) is { } login)
            {
                return login;
            }
        }

        return null;
    }

    private IEnumerable<string> ConfigurationFiles()
    {
        var home = environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return Path.Combine(environment("DOCKER_CONFIG") ?? Path.Combine(home, ".docker"), "config.json");

        if (environment("REGISTRY_AUTH_FILE") is { Length: > 0 } podman)
        {
            yield return podman;
        }

        if (environment("XDG_RUNTIME_DIR") is { Length: > 0 } runtime)
        {
            yield return Path.Combine(runtime, "containers", "auth.json");
        }
    }

    private static async Task<JsonNode?> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonNode.ParseAsync(stream, cancellationToken: cancellationToken);
        }
        catch (JsonException failure)
        {
            throw new UserErrorException($"{file}, where the logins to registries are, is not valid JSON (line {failure.LineNumber + 1}). Correct it, or log in again with: docker login");
        }
    }

    private static async Task<RegistryLogin?> FindAsync(JsonNode? configuration, RegistryAddress registry, CancellationToken cancellationToken)
    {
        if ((string?)configuration?["credHelpers"]?[registry.LoginKey] is { Length: > 0 } helper)
        {
            return await AskAsync(helper, registry, cancellationToken);
        }

        if ((string?)configuration?["credsStore"] is { Length: > 0 } store && await AskAsync(store, registry, cancellationToken) is { } stored)
        {
            return stored;
        }

        var entry = configuration?["auths"]?[registry.LoginKey] ?? configuration?["auths"]?[$"https://{registry.Name}"];
        return (string?)entry?["identitytoken"] is { Length: > 0 } token
            ? new("", token)
            : (string?)entry?["auth"] is { Length: > 0 } auth ? Decode(auth) : null;
    }

    private static RegistryLogin? Decode(string auth)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(auth)).Split(':', 2) is [var user, var password] ? new(user, password) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static async Task<RegistryLogin?> AskAsync(string helper, RegistryAddress registry, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await Cli.Wrap($"docker-credential-{helper}")
                .WithArguments("get")
                .WithStandardInputPipe(PipeSource.FromString(registry.LoginKey))
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(cancellationToken);
            return answer.ExitCode == 0 && JsonNode.Parse(answer.StandardOutput) is { } login && (string?)login["Secret"] is { Length: > 0 } secret
                ? new((string?)login["Username"] ?? "", secret)
                : null; // it says so in words: there is no login for this registry
        }
        catch (Exception failure) when (failure is Win32Exception or JsonException)
        {
            throw new UserErrorException(
                $"Docker's configuration says that logins are kept by docker-credential-{helper}, which cannot be asked: {failure.Message}. Install it, or remove it from the configuration and log in anew with: docker login {registry.Name}");
        }
    }
}
