using System.Reflection;
using Cluster.Tests;
using Xunit.v3;

[assembly: NeedsCluster]

namespace Cluster.Tests;

/// <summary>Skips every test of the assembly when there is no cluster to run it on.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class NeedsClusterAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) =>
        Assert.SkipUnless(TestCluster.IsGiven, "KUBECONFIG names no cluster to test on.");
}
