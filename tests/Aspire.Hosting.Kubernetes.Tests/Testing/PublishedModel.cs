using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Kubernetes.Tests.Testing;

/// <summary>An AppHost's model, published into a folder of its own, and the files that came out.</summary>
internal sealed class PublishedModel : IDisposable
{
    private readonly TemporaryFolder _folder;

    private PublishedModel(TemporaryFolder folder) => _folder = folder;

    public string this[string path] => File.ReadAllText(_folder[$"out/{path}"]);

    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder["out"], "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder["out"], file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    public static async Task<PublishedModel> PublishAsync(Action<IDistributedApplicationBuilder> model, params string[] arguments)
    {
        var folder = new TemporaryFolder();
        try
        {
            await PublishAsync(folder, model, arguments);
            return new PublishedModel(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public static IDistributedApplicationBuilder CreateBuilder(string directory, params string[] arguments) => DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = arguments,
        ProjectDirectory = directory,
        AssemblyName = typeof(PublishedModel).Assembly.GetName().Name,
        DisableDashboard = true,
    });

    public void Dispose() => _folder.Dispose();

    private static async Task PublishAsync(TemporaryFolder folder, Action<IDistributedApplicationBuilder> model, string[] arguments)
    {
        var builder = CreateBuilder(folder.Path, ["--operation", "publish", "--step", "publish", "--output-path", folder["out"], .. arguments]);
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
