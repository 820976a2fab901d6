using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Polly;

namespace Frontend.SignIn;

/// <summary>Asks the issuer for its metadata before a browser is sent there: a kind page is better than a gateway's error.</summary>
internal sealed class IssuerAvailability(IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<bool> IsAvailableAsync(CancellationToken cancellationToken)
    {
        var oidc = options.Get(OpenIdConnectDefaults.AuthenticationScheme);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var response = await oidc.Backchannel.GetAsync(oidc.MetadataAddress, either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return false;
            }

            await oidc.ConfigurationManager!.GetConfigurationAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ExecutionRejectedException or InvalidOperationException { InnerException: not null })
        {
            // No connection, an open circuit, or (wrapped by the configuration manager) a document that can't be fetched: the visitor can only wait.
            return false;
        }
    }
}
