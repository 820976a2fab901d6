namespace Aspire.Dashboard.Settings;

/// <summary>Who may see the pages.</summary>
public enum FrontendAuthMode
{
    /// <summary>Whoever opened the address with the token of this run, by a cookie afterwards. The default.</summary>
    BrowserToken,

    /// <summary>Everybody who reaches the port.</summary>
    Unsecured,
}
