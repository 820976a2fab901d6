namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a container. The last one counts.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    private string? _tag;
    private string? _digest;

    /// <summary>Gets or sets the registry, such as <c>docker.io</c>.</summary>
    public string? Registry { get; set; }

    /// <summary>Gets or sets the repository, such as <c>library/postgres</c>.</summary>
    public required string Image { get; set; }

    /// <summary>Gets or sets the tag. It takes the place of a digest.</summary>
    public string? Tag
    {
        get => _tag;
        set => (_tag, _digest) = (value, value is null ? _digest : null);
    }

    /// <summary>Gets or sets the digest, 64 hexadecimal digits. It takes the place of a tag.</summary>
    public string? SHA256
    {
        get => _digest;
        set => (_digest, _tag) = (value, value is null ? _tag : null);
    }

    internal string FullName =>
        $"{(string.IsNullOrEmpty(Registry) ? "" : $"{Registry}/")}{Image}" +
        (SHA256 is { } digest ? $"@sha256:{digest}" : Tag is { } tag ? $":{tag}" : "");
}
