namespace Aspire.Hosting.Testing;

/// <summary>The builder of an application that a test makes itself.</summary>
internal sealed class OwnTestingBuilder(DistributedApplicationBuilder builder) : TestingBuilder(builder)
{
    public override Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(Build());

    public override DistributedApplication Build() => Builder.Build();

    public override void Dispose()
    {
        // Nothing was started.
    }
}
