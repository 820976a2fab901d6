using Aspirate.Cluster;
using Aspire.Hosting;
using NetArchTest.Rules;

namespace Architecture.Tests;

/// <summary>Inside of hosting/, data walks one way.</summary>
public sealed class LayerTests
{
    private static readonly System.Reflection.Assembly Kubernetes = typeof(KubernetesEnvironmentExtensions).Assembly;
    private static readonly System.Reflection.Assembly Cluster = typeof(ClusterException).Assembly;

    [Fact]
    public void What_talks_to_a_cluster_does_not_know_the_model() => Types.InAssembly(Cluster).That().ResideInNamespaceStartingWith("Aspirate.Cluster")
        .Never(types => types.HaveDependencyOn("Aspire.Hosting"));

    [Fact]
    public void The_description_does_not_know_where_it_comes_from() => Types.InAssembly(Kubernetes).That().ResideInNamespace("Aspire.Hosting.Kubernetes.Description")
        .Never(types => types.HaveDependencyOnAny("Aspire.Hosting.ApplicationModel", "Aspire.Hosting.Kubernetes.Publishing", "Aspire.Hosting.Kubernetes.Output"));

    [Fact]
    public void Kubernetes_objects_are_made_without_files_or_clusters() => Types.InAssembly(Kubernetes).That().ResideInNamespace("Aspire.Hosting.Kubernetes.Objects")
        .Never(types => types.HaveDependencyOnAny("System.IO.File", "System.IO.Directory", "Aspire.Hosting.Kubernetes.Output", "Aspirate.Cluster.Applying", "k8s.Kubernetes"));
}

file static class Laws
{
    public static void Never(this PredicateList types, Func<Conditions, ConditionList> condition)
    {
        types.GetTypes().ShouldNotBeEmpty("A law about no type holds nothing.");

        // What the compiler and source generators make belongs to nobody.
        var offenders = condition(types.ShouldNot()).GetResult().FailingTypes ?? [];
        offenders.Select(type => type.FullName!).Where(name => !name.Contains('<', StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
