namespace Aspire.Dashboard.Resources;

/// <summary>A mount of a container.</summary>
/// <param name="Source">What is mounted.</param>
/// <param name="Target">Where in the container.</param>
/// <param name="MountType"><c>bind</c> or <c>volume</c>.</param>
/// <param name="IsReadOnly">Whether the container cannot write to it.</param>
public sealed record ResourceVolume(string Source, string Target, string MountType, bool IsReadOnly);
