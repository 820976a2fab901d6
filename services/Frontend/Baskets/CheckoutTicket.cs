using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Frontend.Baskets;

/// <summary>
/// What a customer has seen on the checkout page, carried by its form: who orders what, under which idempotency key. However
/// often the form is sent, and whatever happens to the basket meanwhile, it stands for the same one order.
/// </summary>
internal sealed record CheckoutTicket(Guid Attempt, string Subject, IReadOnlyList<BasketItem> Items)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    public string Protect(IDataProtectionProvider protection) => Protector(protection).Protect(JsonSerializer.Serialize(this), Lifetime);

    /// <returns>The ticket, or null when it was not issued here, is another customer's or too old.</returns>
    public static CheckoutTicket? TryUnprotect(IDataProtectionProvider protection, string? text, string subject)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            var ticket = JsonSerializer.Deserialize<CheckoutTicket>(Protector(protection).Unprotect(text));
            return ticket?.Subject == subject ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider protection) =>
        protection.CreateProtector(nameof(CheckoutTicket)).ToTimeLimitedDataProtector();
}
