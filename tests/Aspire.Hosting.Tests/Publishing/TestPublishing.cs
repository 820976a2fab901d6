using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Tests.Publishing;

internal static class TestPublishing
{
    /// <summary>Does what <c>Run</c> does when publishing, but lets errors through.</summary>
    public static async Task RunAsync(Action<IDistributedApplicationBuilder> model, string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, ProjectDirectory = AppContext.BaseDirectory });
        model(builder);
        await using var application = builder.Build();
        await application.Services.GetRequiredService<IDistributedApplicationPipeline>().ExecuteAsync(new PipelineContext(
            application.Services.GetRequiredService<DistributedApplicationModel>(),
            builder.ExecutionContext,
            application.Services,
            NullLogger.Instance,
            TestContext.Current.CancellationToken));
    }
}
