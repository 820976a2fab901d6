using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Http;

/// <summary>
/// Refuses what no endpoint reads: a body in another encoding than UTF-8, which JSON (RFC 8259, 8.1) and forms of today's browsers are in, NUL in a
/// query, which PostgreSQL's text cannot contain, and a scheme that a proxy has passed on from somebody who made it up.
/// </summary>
internal sealed class ReadableRequests(RequestDelegate next, IProblemDetailsService problems)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "The query contains the character NUL.");
        }

        if (!IsHttp(request.Scheme))
        {
            // Who renders the refusal has to know addresses, too.
            request.Scheme = Uri.UriSchemeHttp;
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "The proxy in front says a scheme that is neither http nor https.");
        }

        if (request.ContentType is not { Length: > 0 } type)
        {
            return next(context);
        }

        if (!MediaTypeHeaderValue.TryParse(type, out var media) || !IsUtf8(media))
        {
            return RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, $"The content type '{type}' cannot be read. Send the body as UTF-8.");
        }

        if (media.Charset.StartsWith("\"", StringComparison.Ordinal))
        {
            // Quotes mean nothing (RFC 9110, 5.6.6), but ASP.NET Core's reader of JSON looks for an encoding that has them in its name.
            media.Charset = HeaderUtilities.RemoveQuotes(media.Charset);
            request.ContentType = media.ToString();
        }

        return next(context);
    }

    private static bool IsHttp(string scheme) =>
        scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase) || scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    // Every one that is named, also without a value: ASP.NET Core would look up an empty name, and fail.
    private static bool IsUtf8(MediaTypeHeaderValue media) =>
        media.Parameters
            .Where(parameter => parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase))
            .All(charset => HeaderUtilities.RemoveQuotes(charset.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private async Task RefuseAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = status, Detail = detail },
        });
    }
}
