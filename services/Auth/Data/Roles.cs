namespace Auth.Data;

/// <summary>What an account may be.</summary>
public static class Roles
{
    /// <summary>Everyone who registers.</summary>
    public const string Customer = "customer";

    /// <summary>Sees and handles everyone's orders.</summary>
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Customer, Admin];
}
