using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.LocalCluster.Gateway;

/// <summary>What a client sees when a request could not be passed on: the status, when to come again, and why (RFC 9110, RFC 9457).</summary>
internal static class UnavailableResponse
{
    private const int RetryAfterSeconds = 2;

    public static async Task WriteAsync(HttpContext context, int status, string resource, string detail)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        }

        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Page(resource, detail, comesAgain: HttpMethods.IsGet(context.Request.Method)), context.RequestAborted);
        }
        else
        {
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync(
                JsonSerializer.Serialize(new { title = status == StatusCodes.Status502BadGateway ? "Bad Gateway" : "Service Unavailable", status, detail }), context.RequestAborted);
        }
    }

    private static string Page(string resource, string detail, bool comesAgain) =>
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          {{(comesAgain ? $"<meta http-equiv=\"refresh\" content=\"{RetryAfterSeconds}\">" : "")}}
          <title>{{HtmlEncoder.Default.Encode(resource)}} is not available</title>
          <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
            body { max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem }
            h1 { font-size: 1.4rem }
          </style>
        </head>
        <body>
          <h1>{{HtmlEncoder.Default.Encode(resource)}} is not available</h1>
          <p>{{HtmlEncoder.Default.Encode(detail)}}</p>
          {{(comesAgain ? "<p>This page comes again by itself.</p>" : "")}}
        </body>
        </html>
        """;
}
