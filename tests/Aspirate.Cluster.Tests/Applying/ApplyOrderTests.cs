using Aspirate.Cluster.Applying;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class ApplyOrderTests
{
    [Fact]
    public void What_others_need_comes_first_and_the_unknown_last()
    {
        string[] kinds = ["Widget", "Ingress", "HorizontalPodAutoscaler", "Deployment", "StatefulSet", "NetworkPolicy", "Service", "Secret", "RoleBinding", "ServiceAccount", "Namespace", "CustomResourceDefinition"];

        kinds.OrderBy(ApplyOrder.Rank).ShouldBe(kinds.Reverse());
    }

    [Fact]
    public void Within_a_kind_the_order_of_the_tree_stays() =>
        ApplyOrder.Sort([TestObjects.Deployment("b"), TestObjects.ConfigMap("z"), TestObjects.Deployment("a"), TestObjects.ConfigMap("y")])
            .Select(item => item.Reference.Name).ShouldBe(["z", "y", "b", "a"]);
}
