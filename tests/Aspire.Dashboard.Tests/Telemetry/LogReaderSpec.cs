using Aspire.Dashboard.Telemetry;
using Aspire.Dashboard.Tests.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Proto.Logs.V1;

namespace Aspire.Dashboard.Tests.Telemetry;

public sealed class LogReaderSpec
{
    [Fact]
    public async Task A_record_has_message_template_category_exception_and_its_span()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var record = Sample.Log("Order {Id} failed", SeverityNumber.Error2, attributes:
            [("{OriginalFormat}", "Order {Id} failed"), ("Id", 7), ("exception.type", "Oops"), ("exception.message", "no"), ("exception.stacktrace", "Oops: no\n at X")]);
        record.TraceId = Sample.TraceId(1);
        record.SpanId = Sample.SpanId(2);
        record.EventName = "OrderFailed";
        await dashboard.SendAsync(Sample.Logs("order", record));

        var entry = dashboard.Logs.GetLogs(new LogQuery()).Items.ShouldHaveSingleItem();

        entry.Message.ShouldBe("Order 7 failed");
        entry.Template.ShouldBe("Order {Id} failed");
        entry.Level.ShouldBe(LogLevel.Error);
        entry.Category.ShouldBe("Sample.Category");
        entry.EventName.ShouldBe("OrderFailed");
        entry.Exception.ShouldBe("Oops: no\n at X");
        (entry.TraceId, entry.SpanId).ShouldBe((new TraceId(0, 1), new SpanId(2)));
        entry.Attributes.ShouldNotContain(attribute => attribute.Name == "{OriginalFormat}");
        dashboard.Logs.GetLog(entry.Id).ShouldNotBeNull().Message.ShouldBe(entry.Message);
    }

    [Theory]
    [InlineData(SeverityNumber.Trace, LogLevel.Trace)]
    [InlineData(SeverityNumber.Debug4, LogLevel.Debug)]
    [InlineData(SeverityNumber.Info3, LogLevel.Information)]
    [InlineData(SeverityNumber.Warn, LogLevel.Warning)]
    [InlineData(SeverityNumber.Error4, LogLevel.Error)]
    [InlineData(SeverityNumber.Fatal, LogLevel.Critical)]
    [InlineData(SeverityNumber.Unspecified, LogLevel.None)]
    public async Task Severities_fall_into_levels(SeverityNumber severity, LogLevel level)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Logs("a", Sample.Log("x", severity)));

        dashboard.Logs.GetLogs(new LogQuery()).Items.ShouldHaveSingleItem().Level.ShouldBe(level);
    }

    [Fact]
    public async Task Records_are_found_by_level_text_resource_attribute_and_time()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Logs("a", Sample.Log("one", SeverityNumber.Debug, 1, ("user", "ann")), Sample.Log("two", SeverityNumber.Error, 2, ("user", "bob"))));
        await dashboard.SendAsync(Sample.Logs("b", Sample.Log("three", SeverityNumber.Warn, 3)));

        Messages(new LogQuery()).ShouldBe(["three", "two", "one"]);
        Messages(new LogQuery { MinimumLevel = LogLevel.Warning }).ShouldBe(["three", "two"]);
        Messages(new LogQuery { Text = "TW" }).ShouldBe(["two"]);
        Messages(new LogQuery { Resource = new ResourceSelection("b") }).ShouldBe(["three"]);
        Messages(Where("user", FilterCondition.NotEqual, "ann")).ShouldBe(["three", "two"]);
        Messages(Where("user", FilterCondition.Exists, "")).ShouldBe(["two", "one"]);
        Messages(Where(FilterFields.LogLevel, FilterCondition.LessThan, "Error")).ShouldBe(["three", "one"]);
        Messages(Where(FilterFields.LogCategory, FilterCondition.Contains, "category")).Length.ShouldBe(3);
        Messages(new LogQuery { From = DateTimeOffset.UnixEpoch.AddSeconds(1_767_225_600).AddMilliseconds(2) }).ShouldBe(["three", "two"]);
        dashboard.Logs.GetErrorCounts().ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create(new ResourceSelection("a"), 1));

        string[] Messages(LogQuery query) => [.. dashboard.Logs.GetLogs(query).Items.Select(entry => entry.Message)];

        static LogQuery Where(string field, FilterCondition condition, string value) => new() { Filters = [new TelemetryFilter(field, condition, value)] };
    }

    [Fact]
    public async Task Records_are_in_order_of_time_whoever_sent_first()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Sample.Logs("a", Sample.Log("late", at: 30)));
        await dashboard.SendAsync(Sample.Logs("b", Sample.Log("early", at: 10)));

        dashboard.Logs.GetLogs(new LogQuery()).Items.Select(entry => entry.Message).ShouldBe(["late", "early"]);
    }

    [Fact]
    public async Task A_trace_has_its_records_inline()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var record = Sample.Log("inside", at: 1);
        record.TraceId = Sample.TraceId(1);
        await dashboard.SendAsync(Sample.Logs("a", record, Sample.Log("outside")));
        await dashboard.SendAsync(Sample.Traces("a", Sample.Span(1, 1)));

        dashboard.Traces.GetTrace(new TraceId(0, 1)).ShouldNotBeNull().Logs.ShouldHaveSingleItem().Message.ShouldBe("inside");
    }
}
