using Microsoft.Extensions.Options;
using OpenIddict.Server;

namespace Auth.Signing;

internal static class SigningExtensions
{
    public static void AddSigningKeys(this IHostApplicationBuilder builder)
    {
        builder.Services.AddValidatedOptions<SigningKeyOptions, SigningKeyOptionsValidator>(SigningKeyOptions.Section).ValidateDataAnnotations();
        builder.Services.AddSingleton<SigningKeyRing>();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, ServerSigningKeys>();
        builder.Services.AddHostedService<SigningKeyWatch>();
        builder.Services.AddHealthChecks().AddCheck<SigningKeyHealthCheck>("signing-key", tags: [HealthTags.Ready]);
    }
}
