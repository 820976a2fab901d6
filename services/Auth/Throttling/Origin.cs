using System.Net;
using System.Net.Sockets;

namespace Auth.Throttling;

/// <summary>Who a request comes from, after forwarded headers of trusted proxies.</summary>
internal static class Origin
{
    // What one subscriber gets at least (RFC 6177 §2): within it, addresses are free to choose.
    private const int Ipv6SubscriberBytes = 8;

    /// <returns>The IPv4 address, or the /64 network of the IPv6 address.</returns>
    public static string Of(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6SubscriberBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
