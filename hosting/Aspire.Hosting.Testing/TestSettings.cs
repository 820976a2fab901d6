using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Testing;

/// <summary>What is different when an AppHost runs inside of a test. The AppHost's command line has the last word.</summary>
internal static class TestSettings
{
    public static void Apply(DistributedApplicationBuilder builder)
    {
        var settings = new Dictionary<string, string?>
        {
            ["DcpPublisher:RandomizePorts"] = builder.Configuration["DcpPublisher:RandomizePorts"] ?? "true",
            ["AppHost:Interactive"] = "false",
        };
        builder.Configuration.AddInMemoryCollection(settings);
    }
}
