namespace Aspirate.Cluster.Building.Registries;

/// <summary>Why a registry cannot be used, in words.</summary>
internal static class RegistryErrors
{
    public static UserErrorException Unreachable(RegistryAddress registry, HttpRequestException failure) => new(failure switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } =>
            $"The registry {registry.Name} cannot be found: its name is not known. Check -cr and your network.",
        { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            $"The registry {registry.Name} does not speak HTTPS that can be trusted: {failure.GetBaseException().Message}. If it speaks plain HTTP and you accept that, name it in the variable DOTNET_CONTAINER_INSECURE_REGISTRIES.",
        _ => $"The registry {registry.Name} cannot be reached: {failure.GetBaseException().Message}. Is it running, and is its name right (-cr)?",
    }, failure);

    public static UserErrorException LoginNeeded(RegistryAddress registry, string? repository) => new(
        $"The registry {registry.Name} refuses the login{(repository is null ? "" : $" for {repository}")}, or there is none. Log in with: docker login {registry.Name}, or set DOTNET_CONTAINER_REGISTRY_UNAME and DOTNET_CONTAINER_REGISTRY_PWORD.");
}
