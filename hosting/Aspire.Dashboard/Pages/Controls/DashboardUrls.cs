using System.Globalization;
using Aspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Primitives;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>The address of every view. A view is wholly told by its address, so that any of them can be sent to a colleague.</summary>
public static class DashboardUrls
{
    /// <summary>The resources, perhaps with the details of one.</summary>
    public static string Resources(string? resource = null, string? view = null) => With("/", ("view", view), ("resource", resource));

    /// <summary>The console of a resource.</summary>
    public static string ConsoleLogs(string? resource = null) =>
        resource is null ? "/consolelogs" : $"/consolelogs/resource/{Uri.EscapeDataString(resource)}";

    /// <summary>Log records.</summary>
    public static string StructuredLogs(
        ResourceSelection? resource = null, string? level = null, string? filters = null, string? text = null, string? traceId = null, string? spanId = null, long? entry = null) =>
        With(ForResource("/structuredlogs", resource),
            ("instance", resource?.InstanceId), ("logLevel", level), ("filters", filters), ("q", text), ("traceId", traceId), ("spanId", spanId),
            ("logEntryId", entry?.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The list of traces.</summary>
    public static string Traces(
        ResourceSelection? resource = null, string? filters = null, string? text = null, string? status = null, string? minimum = null, string? order = null) =>
        With(ForResource("/traces", resource),
            ("instance", resource?.InstanceId), ("filters", filters), ("q", text), ("status", status), ("min", minimum), ("order", order));

    /// <summary>One trace, perhaps with the details of a span.</summary>
    public static string TraceDetail(TraceId traceId, SpanId? spanId = null) =>
        With($"/traces/detail/{traceId}", ("spanId", spanId is { IsEmpty: false } id ? id.ToString() : null));

    /// <summary>Metrics.</summary>
    public static string Metrics(
        ResourceSelection? resource = null, string? meter = null, string? instrument = null, string? duration = null,
        string? view = null, string? table = null, string? split = null, string? dimensions = null)
    {
        var path = ForResource("/metrics", resource);
        if (resource is not null && meter is not null)
        {
            path += $"/meter/{Uri.EscapeDataString(meter)}";
            if (instrument is not null)
            {
                path += $"/instrument/{Uri.EscapeDataString(instrument)}";
            }
        }

        return With(path, ("instance", resource?.InstanceId), ("duration", duration), ("view", view), ("show", table), ("split", split), ("dimensions", dimensions));
    }

    /// <summary>The service map.</summary>
    public static string Map(string? window = null) => With("/map", ("window", window));

    private static string ForResource(string path, ResourceSelection? resource) =>
        resource is null ? path : $"{path}/resource/{Uri.EscapeDataString(resource.Name)}";

    private static string With(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var builder = new QueryBuilder();
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
            {
                builder.Add(name, new StringValues(value).ToString());
            }
        }

        return path + builder.ToQueryString();
    }
}
