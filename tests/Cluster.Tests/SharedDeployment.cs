namespace Cluster.Tests;

/// <summary>The tests that share the whole application; it is deployed only when one of them runs.</summary>
[CollectionDefinition(nameof(DeployedApplication))]
[TestClassOrderer<SecureEntranceLast>]
public sealed class SharedDeployment : ICollectionFixture<DeployedApplication>;
