using k8s.Models;

namespace NamespaceResources.Mapping;

/// <summary>An object of the namespace.</summary>
internal readonly record struct ObjectKey(string Kind, string Name)
{
    /// <summary>Who runs an object; null when nobody does.</summary>
    public static ObjectKey? OwnerOf(V1ObjectMeta metadata) =>
        metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true) is { } owner ? new(owner.Kind, owner.Name) : null;
}
