using Microsoft.AspNetCore.Identity;

namespace Auth.Data;

/// <summary>A person's account. The user name is the e-mail address.</summary>
public sealed class User : IdentityUser
{
    public const int MaxDisplayNameLength = 100;

    /// <summary>How the person wants to be called; the e-mail address when not given.</summary>
    public string? DisplayName { get; set; }
}
