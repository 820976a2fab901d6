using System.Globalization;

namespace Frontend.Components;

/// <summary>Amounts as customers read them.</summary>
internal static class Money
{
    public static string Format(long cents, string currency)
    {
        var amount = (cents / 100m).ToString("N2", CultureInfo.InvariantCulture);
        return currency == "EUR" ? "€" + amount : $"{amount} {currency}";
    }
}
