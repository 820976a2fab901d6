using Aspire.Dashboard.Pages.ConsoleLogs;
using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class ConsoleBufferSpec
{
    [Fact]
    public void The_oldest_lines_go_first_and_numbers_stay()
    {
        var buffer = new ConsoleBuffer(3);
        for (var i = 1; i <= 5; i++)
        {
            buffer.Add("auth", new ConsoleLogLine(i, $"line {i}", IsError: false));
        }

        Enumerable.Range(0, buffer.Count).Select(i => buffer[i].Text).ShouldBe(["line 3", "line 4", "line 5"]);
        buffer[0].Number.ShouldBe(3);
        buffer.Dropped.ShouldBe(2);
    }

    [Theory]
    [InlineData("2026-01-15T10:00:00.2500000Z hello", "hello")]
    [InlineData("2026-01-15T10:00:00Z", "")]
    [InlineData("2026-01-15 is no timestamp", "2026-01-15 is no timestamp")]
    [InlineData("plain", "plain")]
    public void The_timestamp_in_front_is_taken_off(string line, string text)
    {
        var buffer = new ConsoleBuffer(1);
        buffer.Add("auth", new ConsoleLogLine(1, line, IsError: false));
        buffer[0].Text.ShouldBe(text);
        (buffer[0].Time is not null).ShouldBe(text != line);
    }
}
