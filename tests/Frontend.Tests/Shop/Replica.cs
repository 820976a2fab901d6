using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace Frontend.Tests.Shop;

/// <summary>A replica of the frontend, on a port of its own.</summary>
public sealed class Replica : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string?> _settings;

    public Replica(IReadOnlyDictionary<string, string?> settings)
    {
        _settings = settings;
        UseKestrel();
    }

    public Uri Address => ClientOptions.BaseAddress;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");

        // Not by UseKestrel(0): that changes the addresses while the program may be opening them already.
        builder.UseUrls("http://127.0.0.1:0");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.UseSetting("DataProtection:Key", "YSB0ZXN0J3MgZGF0YS1wcm90ZWN0aW9uIHNlY3JldCE=");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }
    }
}
