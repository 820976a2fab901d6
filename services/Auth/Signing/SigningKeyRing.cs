using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Auth.Signing;

/// <summary>The keys in force: the first signs, all verify and are published.</summary>
public sealed partial class SigningKeyRing
{
    private readonly SigningKeyOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SigningKeyRing> _logger;
    private readonly IReadOnlyList<SigningKey> _configured;
    private readonly Lock _refreshing = new();
    private readonly Dictionary<string, DateTimeOffset> _knownSince = new(StringComparer.Ordinal);
    private Dictionary<string, KeyFile> _files = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<SigningKey> _keys = [];

    public SigningKeyRing(IOptions<SigningKeyOptions> options, TimeProvider time, ILogger<SigningKeyRing> logger)
    {
        _options = options.Value;
        _time = time;
        _logger = logger;
        _configured = string.IsNullOrWhiteSpace(_options.SigningKey) ? [] : SigningKey.ReadAll(_options.SigningKey, "Auth:SigningKey");
        Refresh(atStart: true);
    }

    /// <summary>In order of preference; empty when the directory holds none yet.</summary>
    public IReadOnlyList<SigningKey> Keys => _keys;

    /// <summary>Reads the directory again.</summary>
    /// <returns>Whether <see cref="Keys"/> has changed.</returns>
    public bool Refresh() => Refresh(atStart: false);

    private bool Refresh(bool atStart)
    {
        lock (_refreshing)
        {
            var now = _time.GetUtcNow();
            _files = ReadDirectory();
            foreach (var file in _files.Values)
            {
                foreach (var key in file.Keys)
                {
                    // Found at start, a key may have been there for long; found later, it is new, whatever the file's time stamp says.
                    _knownSince.TryAdd(key.Id, atStart ? file.WrittenAt : now);
                }
            }

            List<SigningKey> fromFiles = [.. _files.OrderByDescending(file => file.Key, StringComparer.Ordinal).SelectMany(file => file.Value.Keys)];
            List<SigningKey> all = [.. fromFiles.Concat(_configured).DistinctBy(key => key.Id)];

            // When every key is new, the oldest is the one that the other replicas and the resource servers are most likely to know.
            var signing = all.FirstOrDefault(key => IsActive(key, now)) ?? all.LastOrDefault();
            IReadOnlyList<SigningKey> keys = signing is null ? [] : [signing, .. all.Where(key => key != signing)];

            if (keys.Select(key => key.Id).SequenceEqual(_keys.Select(key => key.Id), StringComparer.Ordinal))
            {
                return false;
            }

            if (!atStart)
            {
                LogChanged(keys.Count, keys.Count > 0 ? keys[0].Id : "none");
            }

            _keys = keys;
            return true;
        }
    }

    private bool IsActive(SigningKey key, DateTimeOffset now) =>
        _configured.Any(configured => configured.Id == key.Id) || now - _knownSince[key.Id] >= _options.SigningKeyActivationDelay;

    private Dictionary<string, KeyFile> ReadDirectory()
    {
        if (string.IsNullOrWhiteSpace(_options.SigningKeysDirectory))
        {
            return _files;
        }

        Dictionary<string, KeyFile> found = new(StringComparer.Ordinal);
        try
        {
            foreach (var path in Directory.EnumerateFiles(_options.SigningKeysDirectory, "*.pem"))
            {
                if (ReadFile(path) is { } file)
                {
                    found[Path.GetFileName(path)] = file;
                }
            }

            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Rather the keys of a moment ago than none: a mounted Secret is swapped while it is read.
            LogUnreadableDirectory(_options.SigningKeysDirectory, exception.Message);
            return _files;
        }
    }

    private KeyFile? ReadFile(string path)
    {
        var earlier = _files.GetValueOrDefault(Path.GetFileName(path));
        var content = File.ReadAllText(path);
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        if (earlier is not null && earlier.Hash == hash)
        {
            return earlier;
        }

        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return new KeyFile(hash, File.GetLastWriteTimeUtc(target), SigningKey.ReadAll(content, path));
        }
        catch (SigningKeyException exception)
        {
            // Perhaps still being written: the next look will tell.
            LogUnusableFile(exception.Message);
            return earlier;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The signing keys have changed: {Count} in force, {KeyId} signs")]
    private partial void LogChanged(int count, string keyId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The signing keys' directory '{Directory}' cannot be read, so the keys stay as they are: {Reason}")]
    private partial void LogUnreadableDirectory(string directory, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A signing key file is passed over: {Reason}")]
    private partial void LogUnusableFile(string reason);

    private sealed record KeyFile(string Hash, DateTimeOffset WrittenAt, IReadOnlyList<SigningKey> Keys);
}
