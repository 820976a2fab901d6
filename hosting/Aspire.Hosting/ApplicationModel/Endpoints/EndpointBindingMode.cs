namespace Aspire.Hosting.ApplicationModel;

/// <summary>On which addresses an endpoint listens.</summary>
public enum EndpointBindingMode
{
    /// <summary>On one address.</summary>
    SingleAddress,

    /// <summary>On every IPv4 and IPv6 address of the machine.</summary>
    DualStackAnyAddresses,

    /// <summary>On every IPv4 address of the machine.</summary>
    IPv4AnyAddresses,

    /// <summary>On every IPv6 address of the machine.</summary>
    IPv6AnyAddresses,
}
