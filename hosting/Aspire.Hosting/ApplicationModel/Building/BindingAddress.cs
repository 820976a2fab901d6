using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address to listen on, as launch profiles write it: <c>http://localhost:5000</c>, <c>http://*:5000</c>.</summary>
internal sealed record BindingAddress(string Scheme, int? Port)
{
    internal static BindingAddress Parse(string resourceName, string url)
    {
        // Hosts such as * and + are no hosts to System.Uri.
        var parts = url.Split("://", 2);
        var colon = url.LastIndexOf(':');
        var scheme = parts[0].ToLowerInvariant();
        var port = parts.Length == 2 && colon > parts[0].Length
            ? int.TryParse(url[(colon + 1)..].TrimEnd('/'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1
            : (int?)null;

        return parts.Length == 2 && scheme is "http" or "https" && port is null or (>= 0 and <= 65535)
            ? new BindingAddress(scheme, port is 0 ? null : port)
            : throw new DistributedApplicationException($"The launch profile of resource '{resourceName}' has the address '{url}', which cannot be used. Write it as http://localhost:port in applicationUrl.");
    }
}
