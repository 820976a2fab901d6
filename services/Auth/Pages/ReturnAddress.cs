using Auth.Clients;

namespace Auth.Pages;

/// <summary>Where a person goes after a form; only ever to this application's own addresses (an open redirect would serve phishers).</summary>
internal static class ReturnAddress
{
    public const string Parameter = "returnUrl";

    public static string Home(FrontendOptions frontend) => frontend.Origins is [var first, ..] ? first + "/" : "/";

    /// <returns><paramref name="requested"/> when it is a path on this host or below one of the frontend's origins; otherwise the frontend's start page.</returns>
    public static string OrHome(string? requested, FrontendOptions frontend)
    {
        if (string.IsNullOrEmpty(requested) || requested.Any(char.IsControl))
        {
            return Home(frontend);
        }

        // "//host" and "/\host" are taken for another host by browsers.
        if (requested[0] == '/')
        {
            return requested.Length == 1 || requested[1] is not ('/' or '\\') ? requested : Home(frontend);
        }

        return Uri.TryCreate(requested, UriKind.Absolute, out var uri) && frontend.Origins.Contains(uri.GetLeftPart(UriPartial.Authority), StringComparer.Ordinal)
            ? uri.AbsoluteUri
            : Home(frontend);
    }
}
