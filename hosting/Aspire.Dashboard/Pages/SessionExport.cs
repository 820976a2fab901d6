using System.Globalization;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Aspire.Dashboard.Pages;

/// <summary>The session as a file to download.</summary>
internal static class SessionExport
{
    /// <summary>Streams the file: it never has to fit into memory.</summary>
    public static async Task WriteAsync(HttpContext context, ITelemetrySession session, TimeProvider clock)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"telemetry-{clock.GetUtcNow():yyyyMMdd-HHmmss}.zip");
        context.Response.ContentType = "application/zip";
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name }.ToString();
        context.Response.Headers.CacheControl = "no-store";
        // A zip archive ends with its table of contents, which is written synchronously.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body)
        {
            body.AllowSynchronousIO = true;
        }

        await session.ExportAsync(context.Response.Body, TelemetryKind.Logs | TelemetryKind.Traces | TelemetryKind.Metrics, context.RequestAborted);
    }
}
