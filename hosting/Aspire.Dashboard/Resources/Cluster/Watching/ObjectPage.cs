using k8s.Models;

namespace Aspire.Dashboard.Resources.Cluster.Watching;

/// <summary>Some of the objects of a list.</summary>
internal sealed record ObjectPage<T>(IEnumerable<T> Items, V1ListMeta List);
