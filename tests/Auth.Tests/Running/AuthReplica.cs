using Auth.Mail;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Auth.Tests.Running;

/// <summary>One instance of the service, in this process.</summary>
internal sealed class AuthReplica(IReadOnlyDictionary<string, string?> settings, TimeProvider? time, string environment, IEmailSender? mails) : WebApplicationFactory<Program>
{
    public const int HashIterations = 1_000;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());

        builder.ConfigureTestServices(services =>
        {
            // Hashing shall cost guessers time, not these tests.
            services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = HashIterations);
            if (mails is not null)
            {
                services.AddSingleton(mails);
            }

            if (time is not null)
            {
                services.AddSingleton(time);
            }
        });
    }
}
