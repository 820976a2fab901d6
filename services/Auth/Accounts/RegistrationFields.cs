namespace Auth.Accounts;

/// <summary>The fields of a registration, as they are called in JSON, in the form and in errors.</summary>
internal static class RegistrationFields
{
    public const string Email = "email";
    public const string Password = "password";
    public const string Name = "name";
}
