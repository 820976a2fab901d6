namespace Auth.Accounts;

/// <summary>What a new account needs.</summary>
/// <param name="Email">The e-mail address, which is the user name too.</param>
/// <param name="Password">8 to 128 characters.</param>
/// <param name="Name">How the person wants to be called; optional, at most 100 characters.</param>
public sealed record RegistrationRequest(string? Email, string? Password, string? Name = null);

/// <summary>That a registration was accepted.</summary>
/// <param name="ConfirmationRequired">Whether the link that was mailed to the address has to be opened before the account can be used.</param>
public sealed record RegistrationResponse(bool ConfirmationRequired);
