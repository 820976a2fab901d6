using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Aspire.Hosting.Running.Proxying;

/// <summary>What a client sees while a resource has no ready replica: 503, when to come again, and why (RFC 9110, RFC 9457).</summary>
internal static class UnavailableResponse
{
    private const int RetryAfterSeconds = 2;

    public static async Task WriteAsync(HttpContext context, BackendPool pool)
    {
        if (context.Response.HasStarted || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        var detail = pool.IsExpected
            ? $"'{pool.Resource}' has no ready replica at the moment. It is starting, or starting again; its logs tell more."
            : $"'{pool.Resource}' is stopped. Start it in the dashboard.";

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        context.Response.Headers.CacheControl = "no-store";

        if (context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Page(pool.Resource, detail), context.RequestAborted);
        }
        else
        {
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync(
                JsonSerializer.Serialize(new { title = "Service Unavailable", status = context.Response.StatusCode, detail }), context.RequestAborted);
        }
    }

    // It comes again by itself.
    private static string Page(string resource, string detail) =>
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta http-equiv="refresh" content="{{RetryAfterSeconds}}">
          <title>{{HtmlEncoder.Default.Encode(resource)}} is not ready</title>
          <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
            body { max-width: 34rem; margin: 20vh auto; padding: 0 1.5rem }
            h1 { font-size: 1.4rem }
          </style>
        </head>
        <body>
          <h1>{{HtmlEncoder.Default.Encode(resource)}} is not ready yet</h1>
          <p>{{HtmlEncoder.Default.Encode(detail)}}</p>
          <p>This page comes again by itself.</p>
        </body>
        </html>
        """;
}
