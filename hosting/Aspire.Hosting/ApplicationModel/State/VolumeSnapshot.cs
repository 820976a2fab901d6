namespace Aspire.Hosting.ApplicationModel;

/// <summary>A mount of a resource.</summary>
/// <param name="Source">The volume or path.</param>
/// <param name="Target">The path in the container.</param>
/// <param name="MountType">What is mounted: <c>volume</c> or <c>bind</c>.</param>
/// <param name="IsReadOnly">Whether the container cannot write to it.</param>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);
