namespace Aspire.Hosting.ApplicationModel;

/// <summary>The host names that every application knows.</summary>
public static class KnownHostNames
{
    /// <summary>This machine.</summary>
    public const string Localhost = "localhost";

    /// <summary>The machine that runs the AppHost, seen from a container of Docker (and, by an added host entry, of Podman).</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";
}
