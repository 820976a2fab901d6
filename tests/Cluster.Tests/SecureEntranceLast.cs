using Xunit.Sdk;
using Xunit.v3;

namespace Cluster.Tests;

/// <summary>To serve another address, every pod is replaced: what does that comes last, so that nobody needs the way back.</summary>
public sealed class SecureEntranceLast : ITestClassOrderer
{
    public IReadOnlyCollection<TTestClass?> OrderTestClasses<TTestClass>(IReadOnlyCollection<TTestClass?> testClasses)
        where TTestClass : notnull, ITestClass =>
        [.. testClasses.OrderBy(testClass => testClass?.TestClassName == typeof(SecureEntranceTests).FullName)];
}
