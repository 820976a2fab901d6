using System.Text.RegularExpressions;

namespace Aspirate.Generation;

/// <summary>Makes a name of an application from that of its AppHost: <c>Contoso.Shop.AppHost</c> is <c>contoso-shop</c>.</summary>
internal static partial class ApplicationName
{
    public static string From(string appHostName)
    {
        var name = Suffix().Replace(appHostName, "");
        var label = NotAllowed().Replace(name, "-").Trim('-').ToLowerInvariant();
        return label.Length > 0 ? label : "application";
    }

    [GeneratedRegex(@"[.\-_]?AppHost$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotAllowed();
}
