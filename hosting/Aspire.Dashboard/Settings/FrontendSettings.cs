namespace Aspire.Dashboard.Settings;

/// <summary>Where the pages are served and to whom (<c>DASHBOARD__FRONTEND__…</c>).</summary>
public sealed class FrontendSettings
{
    /// <summary>Addresses of the pages, separated by <c>;</c>. Also <c>ASPNETCORE_URLS</c>. Default <c>http://localhost:18888</c>.</summary>
    public string? EndpointUrls { get; set; }

    /// <summary>Who may see the pages. Default <see cref="FrontendAuthMode.BrowserToken"/>.</summary>
    public FrontendAuthMode? AuthMode { get; set; }

    /// <summary>The token of the login address. Default: a random one at every start, printed once.</summary>
    public string? BrowserToken { get; set; }

    /// <summary>Whether <see cref="BrowserToken"/> was made at this start, so that only the log can tell it.</summary>
    internal bool IsBrowserTokenMadeHere { get; set; }

    /// <summary>
    /// Whether a reverse proxy in front tells by <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> who asked for which address.
    /// Also <c>ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED</c>. Default <see langword="false"/>: whoever reaches the port could say anything.
    /// </summary>
    public bool IsBehindProxy { get; set; }

    /// <summary>The address to print instead of the one listened on, for example behind a proxy.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Console log lines that a page keeps of one resource, oldest out first. Default 100,000.</summary>
    public int MaxConsoleLogCount { get; set; } = 100_000;
}
