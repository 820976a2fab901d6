namespace Auth.Configuration;

/// <summary>The administrator's account that exists from the first start on (section <c>Auth</c>).</summary>
public sealed class AdminOptions
{
    public const string Section = "Auth";

    /// <summary>Default: <c>admin@devops.local</c>.</summary>
    public string AdminEmail { get; set; } = "admin@devops.local";

    /// <summary>When it changes, the account gets the new password at the next start. Without one no account is created.</summary>
    public string? AdminPassword { get; set; }
}
