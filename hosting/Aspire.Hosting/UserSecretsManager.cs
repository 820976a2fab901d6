using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.UserSecrets;

namespace Aspire.Hosting;

/// <summary>Reads and writes the file that <c>dotnet user-secrets</c> reads and writes.</summary>
internal sealed class UserSecretsManager : IUserSecretsManager
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _lock = new();
    private readonly string _unavailable;

    private readonly bool _isForgetful;

    private UserSecretsManager(string filePath, string unavailable, bool isForgetful = false)
    {
        FilePath = filePath;
        _unavailable = unavailable;
        _isForgetful = isForgetful;
    }

    public bool IsAvailable => FilePath.Length > 0;

    public string FilePath { get; }

    internal static UserSecretsManager At(string filePath) => new(filePath, "");

    /// <summary>For tests: generated values last as long as the configuration that they are put into.</summary>
    internal static UserSecretsManager Forgetful() => new("", "this run keeps no secrets", isForgetful: true);

    internal static UserSecretsManager Create(string? userSecretsId)
    {
        if (string.IsNullOrEmpty(userSecretsId))
        {
            return new UserSecretsManager("", "the AppHost's project has no UserSecretsId: run 'dotnet user-secrets init' in its directory");
        }

        try
        {
            return new UserSecretsManager(PathHelper.GetSecretsPathFromSecretsId(userSecretsId), "");
        }
        catch (InvalidOperationException)
        {
            return new UserSecretsManager("", "the user has no home directory: set HOME, or DOTNET_USER_SECRETS_FALLBACK_DIR to a directory that only you can read");
        }
    }

    public bool TrySetSecret(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);

        if (!IsAvailable)
        {
            return false;
        }

        lock (_lock)
        {
            var secrets = Read();
            secrets[name] = value;
            Write(secrets);
            return true;
        }
    }

    public bool TryDeleteSecret(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);

        if (!IsAvailable)
        {
            return false;
        }

        lock (_lock)
        {
            var secrets = Read();
            var deleted = secrets.Remove(name);
            if (deleted)
            {
                Write(secrets);
            }

            return deleted;
        }
    }

    public void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(valueGenerator);

        if (!string.IsNullOrEmpty(configuration[name]))
        {
            return;
        }

        if (_isForgetful)
        {
            configuration.AddInMemoryCollection([new(name, valueGenerator())]);
            return;
        }

        if (!IsAvailable)
        {
            throw new DistributedApplicationException($"A value was generated for '{name}' but cannot be kept for the next run, because {_unavailable}. Or give the value yourself: {name.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}=… in the environment.");
        }

        string value;
        lock (_lock)
        {
            // Another AppHost may have made it since this one read its configuration.
            var secrets = Read();
            if (secrets[name] is JsonValue kept && kept.TryGetValue<string>(out var existing) && existing.Length > 0)
            {
                value = existing;
            }
            else
            {
                value = valueGenerator();
                secrets[name] = value;
                Write(secrets);
            }
        }

        configuration.AddInMemoryCollection([new(name, value)]);
    }

    private JsonObject Read()
    {
        if (!File.Exists(FilePath))
        {
            return [];
        }

        try
        {
            using var file = File.OpenRead(FilePath);
            var root = JsonNode.Parse(file, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }) as JsonObject ?? [];
            return Flatten(root);
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException($"The user secrets cannot be read: {FilePath}: {exception.Message} Correct the file, or delete it to begin anew.", exception);
        }
    }

    /// <summary>Keys are kept flat, <c>"Parameters:a"</c>, as <c>dotnet user-secrets</c> does: nested and flat forms of the same key would contradict each other.</summary>
    private static JsonObject Flatten(JsonObject root)
    {
        var flat = new JsonObject();
        Add("", root);
        return flat;

        void Add(string prefix, JsonObject parent)
        {
            foreach (var (key, value) in parent)
            {
                if (value is JsonObject child)
                {
                    Add($"{prefix}{key}:", child);
                }
                else
                {
                    flat[prefix + key] = value?.DeepClone();
                }
            }
        }
    }

    private void Write(JsonObject secrets)
    {
        var directory = Path.GetDirectoryName(FilePath)!;
        try
        {
            CreatePrivateDirectory(directory);

            var temporary = Path.Combine(directory, $".{Path.GetRandomFileName()}");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var file = new FileStream(temporary, options))
            {
                JsonSerializer.Serialize(file, secrets, Indented);
            }

            File.Move(temporary, FilePath, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The user secrets cannot be written: {FilePath}: {exception.Message} Set HOME to a directory that you can write to, or give the AppHost the values by environment variables.", exception);
        }
    }

    private static void CreatePrivateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
