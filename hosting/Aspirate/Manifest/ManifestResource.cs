using System.Text.Json.Serialization;

namespace Aspirate.Manifest;

/// <summary>One entry of <c>resources</c>. Which properties are set depends on <see cref="Type"/>.</summary>
internal sealed record ManifestResource
{
    public string? Type { get; init; }

    /// <summary>The project or Dockerfile, relative to the manifest.</summary>
    public string? Path { get; init; }

    /// <summary>The build context of a <c>dockerfile.v0</c>, relative to the manifest.</summary>
    public string? Context { get; init; }

    public IReadOnlyDictionary<string, string>? BuildArgs { get; init; }

    public ManifestBuild? Build { get; init; }

    /// <summary>What is copied into the image, by the resource whose image has it.</summary>
    public IReadOnlyDictionary<string, ManifestContainerFiles>? ContainerFiles { get; init; }

    public string? Image { get; init; }

    public string? Entrypoint { get; init; }

    public string? Command { get; init; }

    public string? WorkingDirectory { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    [JsonPropertyName("env")]
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    public IReadOnlyDictionary<string, ManifestBinding>? Bindings { get; init; }

    public IReadOnlyList<ManifestVolume>? Volumes { get; init; }

    public IReadOnlyList<ManifestBindMount>? BindMounts { get; init; }

    public string? ConnectionString { get; init; }

    public string? Value { get; init; }

    /// <summary>How an <c>annotated.string</c> changes its value; <c>uri</c> percent-encodes it (RFC 3986).</summary>
    public string? Filter { get; init; }

    public IReadOnlyDictionary<string, ManifestInput>? Inputs { get; init; }

    /// <summary>The resource that a connection string or a child belongs to, where the manifest says so.</summary>
    public string? Parent { get; init; }

    /// <summary>The sidecar that a <c>dapr.v0</c> is.</summary>
    public ManifestDapr? Dapr { get; init; }

    /// <summary>What a <c>dapr.component.v0</c> is.</summary>
    public ManifestDaprComponent? DaprComponent { get; init; }

    /// <summary>The places in lists and maps, each with what stands there, which is nothing when the file says <c>null</c>.</summary>
    [JsonIgnore]
    public IEnumerable<(string Place, object? Value)> Places =>
    [
        .. (Environment ?? new Dictionary<string, string>()).Select(entry => ($".env.{entry.Key}", (object?)entry.Value)),
        .. (Args ?? []).Select((argument, index) => ($".args[{index}]", (object?)argument)),
        .. (Bindings ?? new Dictionary<string, ManifestBinding>()).Select(entry => ($".bindings.{entry.Key}", (object?)entry.Value)),
        .. (Volumes ?? []).Select((volume, index) => ($".volumes[{index}]", (object?)volume)),
        .. (Build?.Secrets ?? new Dictionary<string, ManifestBuildSecret>()).Select(entry => ($".build.secrets.{entry.Key}", (object?)entry.Value)),
        .. (ContainerFiles ?? new Dictionary<string, ManifestContainerFiles>()).Select(entry => ($".containerFiles.{entry.Key}", (object?)entry.Value)),
        .. (BindMounts ?? []).Select((mount, index) => ($".bindMounts[{index}]", (object?)mount)),
    ];

    /// <summary>All texts of the resource that may refer to others.</summary>
    [JsonIgnore]
    public IEnumerable<string> Texts => ((string?[])[ConnectionString, Value])
        .Concat(Environment?.Values ?? [])
        .Concat(Args ?? [])
        .Concat(BuildArgs?.Values ?? [])
        .Concat(Build?.Args?.Values ?? [])
        .Concat((Build?.Secrets?.Values ?? []).Select(secret => secret?.Value))
        .OfType<string>();
}
