namespace Auth.Clients;

/// <summary>The clients that every installation has.</summary>
public static class ClientIds
{
    /// <summary>The shop's pages: confidential, authorization code with PKCE.</summary>
    public const string Frontend = "frontend";

    /// <summary>First-party scripts and terminals: public, device authorization grant.</summary>
    public const string CommandLine = "cli";
}
