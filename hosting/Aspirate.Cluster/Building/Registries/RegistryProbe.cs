using System.Net;

namespace Aspirate.Cluster.Building.Registries;

/// <summary>Finds out how a registry is spoken to, before anything is built for it.</summary>
internal static class RegistryProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <returns>The address that answers.</returns>
    /// <exception cref="UserErrorException">None does, it is no registry, or it does not accept the login.</exception>
    public static async Task<Uri> FindAsync(RegistryAddress registry, RegistryLogin? login, CancellationToken cancellationToken)
    {
        HttpRequestException? failure = null;
        foreach (var address in registry.Candidates)
        {
            try
            {
                using var http = new HttpClient(new RegistryAuthentication(address, login, new SocketsHttpHandler())) { Timeout = Patience };
                using var response = await http.GetAsync(new Uri(address, "v2/"), cancellationToken);
                return response.StatusCode switch
                {
                    HttpStatusCode.OK => address,
                    HttpStatusCode.Unauthorized => throw RegistryErrors.LoginNeeded(registry, repository: null),
                    _ => throw new UserErrorException($"What answers at {address} is no container registry: {(int)response.StatusCode} {response.ReasonPhrase}. Check the registry's name (-cr)."),
                };
            }
            catch (HttpRequestException unreachable)
            {
                failure ??= unreachable is { HttpRequestError: HttpRequestError.SecureConnectionError } && registry.Candidates.Count > 1 ? null : unreachable;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                failure ??= new HttpRequestException("it does not answer");
            }
        }

        throw RegistryErrors.Unreachable(registry, failure ?? new HttpRequestException("it answers neither HTTPS nor HTTP"));
    }
}
