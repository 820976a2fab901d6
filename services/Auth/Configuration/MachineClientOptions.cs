namespace Auth.Configuration;

/// <summary>
/// A program that acts for itself with the client-credentials grant (RFC 6749 §4.4): one entry of section <c>Auth:Clients</c>, whose name is the
/// client's identifier. None is configured by default; one that is removed from the configuration loses its tokens at the next start.
/// </summary>
public sealed class MachineClientOptions
{
    public const string Section = "Auth:Clients";

    /// <summary>At least 16 characters. Required.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The scopes it may ask for. Default: none.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>The roles in its access tokens, such as <c>admin</c>. Default: none.</summary>
    public IList<string> Roles { get; } = [];
}
