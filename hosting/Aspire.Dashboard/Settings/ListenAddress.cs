using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Dashboard.Settings;

/// <summary>An address to listen on, in the form of <c>ASPNETCORE_URLS</c>: <c>http://localhost:18888</c>, <c>https://+:443</c>, <c>http://127.0.0.1:0</c>.</summary>
public sealed class ListenAddress
{
    private readonly BindingAddress _address;

    private ListenAddress(BindingAddress address) => _address = address;

    /// <summary>Whether connections are encrypted.</summary>
    public bool IsHttps => string.Equals(_address.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one address; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;

        try
        {
            var parsed = BindingAddress.Parse(text);
            var isHttp = string.Equals(parsed.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase)
                || string.Equals(parsed.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

            if (isHttp && parsed.PathBase.Length == 0 && !parsed.IsUnixPipe && parsed.Port is >= 0 and <= IPEndPoint.MaxPort)
            {
                address = new ListenAddress(parsed);
            }
        }
        catch (FormatException)
        {
            return false;
        }

        return address is not null;
    }

    /// <summary>Has the server listen here.</summary>
    public void Listen(KestrelServerOptions server, Action<ListenOptions> configure)
    {
        if (IPAddress.TryParse(_address.Host.Trim('[', ']'), out var ip))
        {
            server.Listen(ip, _address.Port, configure);
        }
        else if (!string.Equals(_address.Host, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            server.ListenAnyIP(_address.Port, configure);
        }
        else if (_address.Port == 0)
        {
            // "localhost" means both loopback addresses, which cannot share a port that the system picks.
            server.Listen(IPAddress.Loopback, 0, configure);
        }
        else
        {
            server.ListenLocalhost(_address.Port, configure);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _address.ToString();
}
