using System.Net;
using Aspire.Dashboard.Settings;

namespace Aspire.Dashboard.Listeners;

/// <summary>The addresses really listened on; ports are known once the server has started.</summary>
public sealed class DashboardAddresses(DashboardSettings settings)
{
    private readonly List<(ListenerKind Kind, ListenAddress Asked, Func<IPEndPoint?> Bound)> _listeners = [];

    /// <summary>The pages, as a browser on this machine reaches them.</summary>
    public IReadOnlyList<Uri> Frontend => Of(ListenerKind.Frontend);

    /// <summary>OTLP over gRPC.</summary>
    public IReadOnlyList<Uri> OtlpGrpc => Of(ListenerKind.OtlpGrpc);

    /// <summary>OTLP over HTTP.</summary>
    public IReadOnlyList<Uri> OtlpHttp => Of(ListenerKind.OtlpHttp);

    /// <summary>The address of the pages to tell people.</summary>
    public Uri Root => settings.Frontend.PublicUrl is { Length: > 0 } publicUrl ? new Uri(publicUrl) : Frontend[0];

    /// <summary>The address that opens the pages without further questions. It holds the token: not for every log.</summary>
    public Uri Login => settings.Frontend.AuthMode == FrontendAuthMode.BrowserToken
        ? new Uri(Root, $"/login?t={Uri.EscapeDataString(settings.Frontend.BrowserToken!)}")
        : Root;

    internal void Add(ListenerKind kind, ListenAddress asked, Func<IPEndPoint?> bound) => _listeners.Add((kind, asked, bound));

    private List<Uri> Of(ListenerKind kind) =>
    [
        .. from listener in _listeners
           where listener.Kind == kind
           let bound = listener.Bound()
           where bound is not null
           let host = IPAddress.IsLoopback(bound.Address) || bound.Address.Equals(IPAddress.Any) || bound.Address.Equals(IPAddress.IPv6Any)
               ? "localhost"
               : new UriBuilder("http", bound.Address.ToString()).Host
           select new UriBuilder(listener.Asked.IsHttps ? "https" : "http", host, bound.Port).Uri,
    ];
}
