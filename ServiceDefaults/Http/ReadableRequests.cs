using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Http;

/// <summary>
/// Refuses what no endpoint reads: a body in another encoding than UTF-8, which JSON (RFC 8259, 8.1) and forms of today's browsers are in, and NUL in a
/// query, which PostgreSQL's text cannot contain.
/// </summary>
internal sealed class ReadableRequests : IStartupFilter
{
    public static void AddTo(IHostApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter, ReadableRequests>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) => RefusalOf(context.Request) is var (status, detail) ? RefuseAsync(context, status, detail) : following(context));
        next(app);
    };

    private static (int Status, string Detail)? RefusalOf(HttpRequest request)
    {
        if (request.ContentType is { Length: > 0 } type && !(MediaTypeHeaderValue.TryParse(type, out var media) && IsUtf8(media)))
        {
            return (StatusCodes.Status415UnsupportedMediaType, $"The content type '{type}' cannot be read. Send the body as UTF-8.");
        }

        return request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            ? (StatusCodes.Status400BadRequest, "The query contains the character NUL.")
            : null;
    }

    private static bool IsUtf8(MediaTypeHeaderValue media) =>
        media.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(media.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static async Task RefuseAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Status = status, Detail = detail },
        });
    }
}
