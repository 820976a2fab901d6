using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using k8s.Models;

namespace Aspirate.Cluster.Secrets;

/// <summary>
/// The values of the parameters in a namespace, as the Secret <c>aspirate-parameters</c> keeps them: a key for each parameter,
/// <c>NAME.previous</c> for the value before its last rotation, and what is known about them in an annotation.
/// </summary>
/// <param name="ByName">The parameters.</param>
/// <param name="DigestKey">The random key of all digests that leave the Secret: without it they reveal nothing.</param>
/// <param name="ResourceVersion">The version that was read; <see langword="null"/> when there is no such Secret yet.</param>
internal sealed record StoredParameters(IReadOnlyDictionary<string, StoredParameter> ByName, byte[] DigestKey, string? ResourceVersion)
{
    public const string SecretName = "aspirate-parameters";
    public const string SecretType = "aspirate.hosting/parameters";
    public const string NotesAnnotation = "aspirate.hosting/parameters";

    private const string PreviousSuffix = ".previous";

    // No resource's name has a dot, so this is nobody's parameter.
    private const string DigestKeyName = "digest.key";
    private const int DigestKeySize = 32;

    public static StoredParameters Empty() => new(new Dictionary<string, StoredParameter>(), RandomNumberGenerator.GetBytes(DigestKeySize), null);

    /// <exception cref="ClusterException">The Secret was changed by hand so that it cannot be read.</exception>
    public static StoredParameters Read(V1Secret secret)
    {
        var data = secret.Data ?? new Dictionary<string, byte[]>();
        var notes = NotesOf(secret);
        var parameters = data.Keys
            .Where(key => key != DigestKeyName && !key.EndsWith(PreviousSuffix, StringComparison.Ordinal))
            .ToDictionary(name => name, name => Parameter(name), StringComparer.Ordinal);
        return new(parameters, data.TryGetValue(DigestKeyName, out var key) ? key : RandomNumberGenerator.GetBytes(DigestKeySize), secret.Metadata.ResourceVersion);

        StoredParameter Parameter(string name)
        {
            var note = notes.GetValueOrDefault(name) ?? new ParameterNote();
            return new(Encoding.UTF8.GetString(data[name]), note.Since)
            {
                Previous = data.TryGetValue(name + PreviousSuffix, out var previous) ? Encoding.UTF8.GetString(previous) : null,
                Stage = note.Rotation,
                Configured = note.Configured,
            };
        }
    }

    public StoredParameter? this[string name] => ByName.GetValueOrDefault(name);

    public StoredParameters With(string name, StoredParameter parameter) =>
        this with { ByName = new Dictionary<string, StoredParameter>(ByName, StringComparer.Ordinal) { [name] = parameter } };

    /// <summary>A digest of <paramref name="text"/> that tells nobody without the key anything, and is the same for the same text.</summary>
    public string Digest(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(DigestKey, Encoding.UTF8.GetBytes(text)));

    public V1Secret ToSecret()
    {
        var data = new Dictionary<string, byte[]> { [DigestKeyName] = DigestKey };
        foreach (var (name, parameter) in ByName)
        {
            data[name] = Encoding.UTF8.GetBytes(parameter.Value);
            if (parameter.Previous is { } previous)
            {
                data[name + PreviousSuffix] = Encoding.UTF8.GetBytes(previous);
            }
        }

        var notes = new SortedDictionary<string, ParameterNote>(
            ByName.ToDictionary(entry => entry.Key, entry => new ParameterNote { Since = entry.Value.Since, Rotation = entry.Value.Stage, Configured = entry.Value.Configured }),
            StringComparer.Ordinal);
        return new V1Secret
        {
            ApiVersion = V1Secret.KubeApiVersion,
            Kind = V1Secret.KubeKind,
            Metadata = new()
            {
                Name = SecretName,
                ResourceVersion = ResourceVersion,
                Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "aspirate" },
                Annotations = new Dictionary<string, string> { [NotesAnnotation] = JsonSerializer.Serialize(notes, SecretsJsonContext.Default.SortedDictionaryStringParameterNote) },
            },
            Type = SecretType,
            Data = data,
        };
    }

    private static SortedDictionary<string, ParameterNote> NotesOf(V1Secret secret)
    {
        if (secret.Metadata.Annotations?.TryGetValue(NotesAnnotation, out var json) is not true)
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize(json, SecretsJsonContext.Default.SortedDictionaryStringParameterNote) ?? [];
        }
        catch (JsonException exception)
        {
            throw new ClusterException($"The annotation {NotesAnnotation} of the Secret {secret.Metadata.NamespaceProperty}/{SecretName} cannot be read: {exception.Message} Correct it, or remove it: kubectl annotate secret {SecretName} {NotesAnnotation}-", exception);
        }
    }

    // A record would print its values.
    public override string ToString() => $"{ByName.Count} parameters";
}
