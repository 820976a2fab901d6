using Microsoft.Net.Http.Headers;

namespace Order.Web;

/// <summary>Refuses what no endpoint can read, before any of them tries: text that no database stores, bodies in other encodings than JSON's.</summary>
internal sealed class ReadableRequests(RequestDelegate next)
{
    // U+0000, which PostgreSQL's text can't contain (https://www.postgresql.org/docs/current/datatype-character.html).
    private const string EncodedNul = "%00";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.QueryString.Value?.Contains(EncodedNul, StringComparison.Ordinal) == true)
        {
            throw new BadHttpRequestException("The address contains the character U+0000.");
        }

        // RFC 8259 §8.1.
        if (MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var content) && content.Charset.HasValue
            && !HeaderUtilities.RemoveQuotes(content.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException($"The charset '{content.Charset}' is not supported. JSON is sent as utf-8.", StatusCodes.Status415UnsupportedMediaType);
        }

        return next(context);
    }
}
