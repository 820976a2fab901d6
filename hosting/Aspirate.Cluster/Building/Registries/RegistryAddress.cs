using System.Net;

namespace Aspirate.Cluster.Building.Registries;

/// <summary>Where a registry answers.</summary>
/// <param name="Name">Its name, as it stands in images' references.</param>
internal sealed record RegistryAddress(string Name)
{
    // The SDK's own setting: the build pulls base images by it, too.
    private const string InsecureRegistries = "DOTNET_CONTAINER_INSECURE_REGISTRIES";

    private const string DockerHub = "docker.io";

    /// <summary>The key of its login in Docker's configuration.</summary>
    public string LoginKey => Name == DockerHub ? "https://index.docker.io/v1/" : Name;

    /// <summary>The addresses to try: plain HTTP is for this machine, and for registries that the user says are insecure.</summary>
    public IReadOnlyList<Uri> Candidates => MayBePlain
        ? [new($"https://{Host}/"), new($"http://{Host}/")]
        : [new($"https://{Host}/")];

    private string Host => Name == DockerHub ? "registry-1.docker.io" : Name;

    private bool MayBePlain => IsThisMachine
        || (Environment.GetEnvironmentVariable(InsecureRegistries) ?? "").Split([',', ';'], StringSplitOptions.TrimEntries).Contains(Name, StringComparer.OrdinalIgnoreCase);

    private bool IsThisMachine => Uri.TryCreate($"http://{Host}/", UriKind.Absolute, out var address)
        && (address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
