namespace Auth.SignIn;

internal static class ClientAddress
{
    /// <summary>Who a request comes from, after forwarded headers of trusted proxies; what limits are counted by.</summary>
    public static string From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "unknown";
}
