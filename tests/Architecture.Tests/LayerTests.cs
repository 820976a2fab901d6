using Aspire.Hosting;
using NetArchTest.Rules;

namespace Architecture.Tests;

/// <summary>Inside of hosting/, data walks one way.</summary>
public sealed class LayerTests
{
    private static readonly System.Reflection.Assembly Hosting = typeof(DistributedApplication).Assembly;
    private static readonly System.Reflection.Assembly Kubernetes = typeof(KubernetesEnvironmentExtensions).Assembly;

    [Fact]
    public void The_model_does_not_know_how_it_is_run() => Types.InAssembly(Hosting).That().ResideInNamespaceMatching(@"^Aspire\.Hosting\.(ApplicationModel|Additions|Eventing)$")
        .Never(types => types.HaveDependencyOn("Aspire.Hosting.Running"));

    [Fact]
    public void Publishing_does_not_know_how_the_model_is_run() => Types.InAssembly(Hosting).That().ResideInNamespaceMatching(@"^Aspire\.Hosting\.(Publishing|Pipelines)$")
        .Never(types => types.HaveDependencyOn("Aspire.Hosting.Running"));

    [Fact]
    public void Running_does_not_know_how_the_model_is_published() => Types.InAssembly(Hosting).That().ResideInNamespaceStartingWith("Aspire.Hosting.Running")
        .Never(types => types.HaveDependencyOnAny("Aspire.Hosting.Publishing", "Aspire.Hosting.Pipelines"));

    [Fact]
    public void The_runner_has_no_public_face() => Types.InAssembly(Hosting).That().ResideInNamespaceStartingWith("Aspire.Hosting.Running")
        .Never(types => types.BePublic());

    [Fact]
    public void Nothing_in_the_model_knows_Kubernetes() => Types.InAssembly(Hosting).That().ResideInNamespaceStartingWith("Aspire.Hosting")
        .Never(types => types.HaveDependencyOnAny("k8s", "Aspire.Hosting.Kubernetes", "YamlDotNet"));

    [Fact]
    public void Kubernetes_objects_are_made_without_files_or_clusters() => Types.InAssembly(Kubernetes).That().ResideInNamespace("Aspire.Hosting.Kubernetes.Objects")
        .Never(types => types.HaveDependencyOnAny("System.IO.File", "System.IO.Directory", "Aspire.Hosting.Kubernetes.Output", "Aspire.Hosting.Kubernetes.Cluster", "k8s.Kubernetes"));
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
