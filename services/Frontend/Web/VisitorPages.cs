using System.Text;
using System.Text.Encodings.Web;
using Frontend.Orders;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Options;

namespace Frontend.Web;

/// <summary>
/// Makes one page for all who come without anything of their own: nobody is logged in, nothing lies in the basket. It is kept until the
/// catalogue changes. What every visitor must have alone, the token of the page's form, is put in as the page is sent.
/// </summary>
/// <remarks>A request takes part when its endpoint names <see cref="Policy"/> and it brings no cookie but the form's.</remarks>
internal sealed class VisitorPages(RequestDelegate next, IAntiforgery antiforgery, IOptions<AntiforgeryOptions> options)
{
    /// <summary>The name of the output cache's policy for pages that show a visitor nothing but the catalogue.</summary>
    public const string Policy = "visitors";

    public async Task InvokeAsync(HttpContext context)
    {
        if (!IsVisitor(context))
        {
            await next(context);
            return;
        }

        var page = new VisitorPage(options.Value.FormFieldName);
        context.Features.Set(page);
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var buffer = new MemoryStream();
        try
        {
            context.Response.Body = buffer;
            await next(context);
        }
        finally
        {
            context.Features.Set(body);
        }

        if (buffer.Length > 0)
        {
            var html = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            await SendAsync(context, html);
        }
    }

    private bool IsVisitor(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && !context.Request.QueryString.HasValue
        && context.Request.Cookies.Keys.All(cookie => cookie == options.Value.Cookie.Name)
        && context.GetEndpoint()?.Metadata.GetMetadata<OutputCacheAttribute>() is { PolicyName: Policy };

    private async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> html)
    {
        context.Response.ContentLength = null;
        ReadOnlyMemory<byte> token = default;
        while (html.Span.IndexOf(VisitorPage.MarkBytes) is >= 0 and var found)
        {
            if (token.IsEmpty)
            {
                token = Encoding.UTF8.GetBytes(HtmlEncoder.Default.Encode(antiforgery.GetAndStoreTokens(context).RequestToken!));
            }

            await context.Response.Body.WriteAsync(html[..found], context.RequestAborted);
            await context.Response.Body.WriteAsync(token, context.RequestAborted);
            html = html[(found + VisitorPage.MarkBytes.Length)..];
        }

        await context.Response.Body.WriteAsync(html, context.RequestAborted);
    }
}

/// <summary>The page that is being made is for every visitor; a feature of the request.</summary>
/// <param name="TokenField">The name of the form's field for the token.</param>
internal sealed record VisitorPage(string TokenField)
{
    /// <summary>Whether the page shows what was asked for. Its status can't tell: what goes wrong on a page sets it when the answer starts.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Stands for the visitor's token. Another one for each process: nobody can have it written somewhere else.</summary>
    public static string Mark { get; } = Guid.NewGuid().ToString("n");

    public static byte[] MarkBytes { get; } = Encoding.UTF8.GetBytes(Mark);
}

/// <summary>Which of the visitors' pages are kept, and for how long: until another catalogue is shown.</summary>
internal sealed class VisitorPageCaching(Catalogue catalogue) : IOutputCachePolicy
{
    // No catalogue that is shown is older than the order service allows; this only bounds what is kept.
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(10);

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (context.HttpContext.Features.Get<VisitorPage>() is null || !(await catalogue.GetAsync(cancellation)).TryGet(out _, out _))
        {
            context.EnableOutputCaching = false;
            return;
        }

        context.EnableOutputCaching = true;
        context.AllowCacheLookup = true;
        context.AllowCacheStorage = true;
        context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = MaxAge;

        // The same for everybody: no made-up host makes another page.
        context.CacheVaryByRules.VaryByHost = false;
        context.CacheVaryByRules.VaryByValues["catalogue"] = catalogue.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

        // Blazor's script is answered with headers that only it understands.
        context.CacheVaryByRules.VaryByValues["script"] = context.HttpContext.Request.Headers.Accept.ToString().Contains("blazor-enhanced-nav=on", StringComparison.Ordinal) ? "yes" : "no";
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage = context.HttpContext.Features.Get<VisitorPage>() is { IsWhole: true } && response.StatusCode == StatusCodes.Status200OK && response.Headers.SetCookie.Count == 0;
        return ValueTask.CompletedTask;
    }
}
