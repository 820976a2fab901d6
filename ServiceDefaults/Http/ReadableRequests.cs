using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;

namespace ServiceDefaults.Http;

/// <summary>
/// Refuses what no endpoint can read: a body in a character set that .NET does not decode (UTF-7 among them, which hides text from whoever looks for
/// it), and NUL in a query, which no text of a database can hold.
/// </summary>
internal sealed class ReadableRequests : IStartupFilter
{
    private const int Utf7CodePage = 65000;

    public static void AddTo(IHostApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter, ReadableRequests>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, following) => RefusalOf(context.Request) is var (status, detail) ? RefuseAsync(context, status, detail) : following(context));
        next(app);
    };

    private static (int Status, string Detail)? RefusalOf(HttpRequest request)
    {
        if (request.ContentType is { Length: > 0 } type && !(MediaTypeHeaderValue.TryParse(type, out var media) && IsDecoded(media)))
        {
            return (StatusCodes.Status415UnsupportedMediaType, "The body's content type or character set cannot be read. Use UTF-8.");
        }

        return request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            ? (StatusCodes.Status400BadRequest, "The query contains the character NUL.")
            : null;
    }

    private static bool IsDecoded(MediaTypeHeaderValue media)
    {
        if (!media.Charset.HasValue || media.Charset.Length == 0)
        {
            return true;
        }

        try
        {
            return Encoding.GetEncoding(HeaderUtilities.RemoveQuotes(media.Charset).ToString()).CodePage != Utf7CodePage;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

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
