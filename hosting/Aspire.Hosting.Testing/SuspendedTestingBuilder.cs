namespace Aspire.Hosting.Testing;

/// <summary>The builder of an AppHost whose program waits for the test.</summary>
internal sealed class SuspendedTestingBuilder(DistributedApplicationBuilder builder, EntryPointRun run) : TestingBuilder(builder)
{
    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => run.BuildAsync().WaitAsync(cancellationToken);

    public override DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public override void Dispose() => run.Dispose();
}
