namespace Frontend.Tests.Shop;

public sealed record Customer(string Subject, string Name, string Email, bool IsAdmin = false)
{
    public static Customer Ida { get; } = new("11111111-1111-1111-1111-111111111111", "Ida Holm", "ida@example.org");

    public static Customer Bo { get; } = new("22222222-2222-2222-2222-222222222222", "Bo Lind", "bo@example.org");

    public static Customer Admin { get; } = new("33333333-3333-3333-3333-333333333333", "Vera Havnefoged", "vera@example.org", IsAdmin: true);
}
