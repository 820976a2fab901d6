namespace Frontend.Sessions;

/// <summary>The roles that the issuer grants, as far as pages depend on them.</summary>
internal static class Roles
{
    public const string Admin = "admin";
}
