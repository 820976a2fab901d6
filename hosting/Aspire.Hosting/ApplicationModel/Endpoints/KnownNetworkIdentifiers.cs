namespace Aspire.Hosting.ApplicationModel;

/// <summary>The networks that every application knows.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>The machine that runs the AppHost.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>Everything outside.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");

    /// <summary>The network that the application's containers share.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");
}
