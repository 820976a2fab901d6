using Aspire.Dashboard.Pages.Controls;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class FilterTextSpec
{
    [Fact]
    public void What_is_written_into_an_address_is_read_back()
    {
        TelemetryFilter[] filters =
        [
            new("http.route", FilterCondition.Equals, "/orders/{id}: a b+c"),
            new("span.duration", FilterCondition.GreaterThanOrEqual, "12.5"),
            new("user", FilterCondition.Exists, ""),
            new("log.message", FilterCondition.NotContains, "æøå 100%"),
        ];
        FilterText.Parse(FilterText.Format(filters)).ShouldBe(filters);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense a:b c:unknown:d :::")]
    public void What_cannot_be_read_is_left_out(string? text) => FilterText.Parse(text).ShouldBeEmpty();
}
