using System.ComponentModel.DataAnnotations;

namespace Frontend.SignIn;

/// <summary>The frontend as a client of the issuer; configuration section <c>Auth</c>, beside <see cref="InternalIssuerOptions"/>.</summary>
internal sealed class SignInOptions
{
    public const string SectionName = InternalIssuerOptions.SectionName;

    /// <summary>The secret that the issuer knows for the client <see cref="ClientId"/> (<c>Auth__ClientSecret</c>). Required.</summary>
    [Required(ErrorMessage = "Auth:ClientSecret is missing. Set Auth__ClientSecret to the secret that the auth service knows for the client 'frontend'.")]
    public string ClientSecret { get; set; } = "";

    /// <summary>The client's name at the issuer. Default: <c>frontend</c>.</summary>
    [Required(ErrorMessage = "Auth:ClientId must not be empty.")]
    public string ClientId { get; set; } = "frontend";
}
