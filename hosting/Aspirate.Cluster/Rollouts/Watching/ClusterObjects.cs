using System.Collections.Immutable;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster.Rollouts.Watching;

/// <summary>What is known of a namespace's objects at a moment. It does not change; a change gives another one.</summary>
internal sealed class ClusterObjects
{
    private readonly ImmutableDictionary<Type, ImmutableSortedDictionary<string, IKubernetesObject<V1ObjectMeta>>> _kinds;

    private ClusterObjects(ImmutableDictionary<Type, ImmutableSortedDictionary<string, IKubernetesObject<V1ObjectMeta>>> kinds) => _kinds = kinds;

    public static ClusterObjects None { get; } = new(ImmutableDictionary<Type, ImmutableSortedDictionary<string, IKubernetesObject<V1ObjectMeta>>>.Empty);

    private static ImmutableSortedDictionary<string, IKubernetesObject<V1ObjectMeta>> NoObjects { get; } =
        ImmutableSortedDictionary.Create<string, IKubernetesObject<V1ObjectMeta>>(StringComparer.Ordinal);

    public ClusterObjects With(IKubernetesObject<V1ObjectMeta> content) => With(content.GetType(), OfKind(content.GetType()).SetItem(content.Metadata.Name, content));

    public ClusterObjects Without(IKubernetesObject<V1ObjectMeta> content) => With(content.GetType(), OfKind(content.GetType()).Remove(content.Metadata.Name));

    /// <summary>These are all objects of the kind; others of it are forgotten.</summary>
    public ClusterObjects WithAll<T>(IEnumerable<T> contents)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        With(typeof(T), NoObjects.AddRange(contents.Select(content => KeyValuePair.Create(content.Metadata.Name, (IKubernetesObject<V1ObjectMeta>)content))));

    public T? Find<T>(string name)
        where T : class, IKubernetesObject<V1ObjectMeta> => (T?)OfKind(typeof(T)).GetValueOrDefault(name);

    /// <summary>The objects of a kind, by name.</summary>
    public IEnumerable<T> All<T>()
        where T : class, IKubernetesObject<V1ObjectMeta> => OfKind(typeof(T)).Values.Cast<T>();

    /// <summary>The objects of a kind that a controller has made.</summary>
    public IEnumerable<T> OwnedBy<T>(IKubernetesObject<V1ObjectMeta> owner)
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        All<T>().Where(content => content.Metadata.OwnerReferences?.Any(reference => reference.Controller == true && reference.Uid == owner.Metadata.Uid) == true);

    /// <summary>The events about an object, oldest first.</summary>
    public IReadOnlyList<Corev1Event> EventsOf(IKubernetesObject<V1ObjectMeta> subject) =>
        [.. All<Corev1Event>().Where(entry => entry.InvolvedObject?.Uid == subject.Metadata.Uid).OrderBy(entry => entry.LastSeen())];

    private ClusterObjects With(Type kind, ImmutableSortedDictionary<string, IKubernetesObject<V1ObjectMeta>> objects) => new(_kinds.SetItem(kind, objects));

    private ImmutableSortedDictionary<string, IKubernetesObject<V1ObjectMeta>> OfKind(Type kind) => _kinds.GetValueOrDefault(kind, NoObjects);
}
