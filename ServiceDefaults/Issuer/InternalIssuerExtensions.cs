using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceDefaults.Issuer;

namespace Microsoft.Extensions.Hosting;

/// <summary>"Issuer as seen from outside, metadata from inside", for every service that trusts the auth service's tokens.</summary>
public static class InternalIssuerExtensions
{
    /// <summary>
    /// Adds <see cref="InternalIssuerOptions"/> (validated at start) and the HttpClient <see cref="InternalIssuerOptions.HttpClientName"/>.
    /// </summary>
    /// <remarks>
    /// Give an authentication handler the public issuer as its <c>Authority</c> and this client as its <c>Backchannel</c>;
    /// <c>RequireHttpsMetadata</c> is for the public address' scheme.
    /// </remarks>
    /// <typeparam name="TBuilder">The kind of application builder.</typeparam>
    /// <param name="builder">The application's builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddInternalIssuerBackchannel<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.AddOptions<InternalIssuerOptions>()
            .BindConfiguration(InternalIssuerOptions.SectionName)
            .Validate(options => IsHttp(options.Issuer), "Auth:Issuer is missing or no absolute http(s) address. Set Auth__Issuer to the address under which the outside sees the auth service, such as http://localhost:8080/auth.")
            .Validate(options => IsHttp(options.InternalAddress), "Auth:InternalAddress must be an absolute http(s) address, such as http://auth.")
            .ValidateOnStart();

        builder.Services.AddHttpClient(InternalIssuerOptions.HttpClientName)
            .ConfigureAdditionalHttpMessageHandlers((handlers, services) =>
                // Outermost: service discovery and resilience, added for every client, work on the internal address.
                handlers.Insert(0, new InternalIssuerHandler(services.GetRequiredService<IOptions<InternalIssuerOptions>>().Value)));

        return builder;
    }

    private static bool IsHttp(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
