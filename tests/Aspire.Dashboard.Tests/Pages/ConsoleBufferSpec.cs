using Aspire.Dashboard.Pages.ConsoleLogs;
using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class ConsoleBufferSpec
{
    [Fact]
    public void The_oldest_lines_go_first()
    {
        var buffer = new ConsoleBuffer(3);

        for (var i = 1; i <= 5; i++)
        {
            buffer.Add("auth", [Line($"line {i}")]).ShouldBeTrue();
        }

        Texts(buffer).ShouldBe(["line 3", "line 4", "line 5"]);
        buffer.Dropped.ShouldBe(2);
    }

    [Fact]
    public void Replicas_are_read_in_the_order_of_time_however_their_lines_come()
    {
        var buffer = new ConsoleBuffer(100);
        buffer.Add("a", [Line("2026-01-15T10:00:01Z a1"), Line("2026-01-15T10:00:03Z a3"), Line("   of a3")]).ShouldBeTrue();

        buffer.Add("b", [Line("2026-01-15T10:00:00Z b0"), Line("2026-01-15T10:00:02Z b2"), Line("2026-01-15T10:00:04Z b4")]).ShouldBeFalse();

        Texts(buffer).ShouldBe(["b0", "a1", "b2", "a3", "   of a3", "b4"]);
        buffer.Add("a", [Line("2026-01-15T10:00:05Z a5")]).ShouldBeTrue();
    }

    [Fact]
    public void A_full_buffer_takes_earlier_lines_in_and_still_drops_the_oldest()
    {
        var buffer = new ConsoleBuffer(3);
        buffer.Add("a", [.. Enumerable.Range(1, 5).Select(second => Line($"2026-01-15T10:00:0{second}Z a{second}"))]);

        buffer.Add("b", [Line("2026-01-15T10:00:01Z b1"), Line("2026-01-15T10:00:04.5Z b4")]);

        Texts(buffer).ShouldBe(["a4", "b4", "a5"]);
        buffer.Dropped.ShouldBe(4);
    }

    [Theory]
    [InlineData("2026-01-15T10:00:00.2500000Z hello", "hello")]
    [InlineData("2026-01-15T10:00:00Z", "")]
    [InlineData("2026-01-15 is no timestamp", "2026-01-15 is no timestamp")]
    [InlineData("plain", "plain")]
    public void The_timestamp_in_front_is_taken_off(string line, string text)
    {
        var buffer = new ConsoleBuffer(1);
        buffer.Add("auth", [Line(line)]);
        buffer[0].Text.ShouldBe(text);
        (buffer[0].Time is not null).ShouldBe(text != line);
    }

    [Fact]
    public void Long_lines_take_as_many_rows_as_they_need()
    {
        var buffer = new ConsoleBuffer(10);
        buffer.Add("a", [Line("12345"), Line(""), Line("\e[31m1234567890\e[0m1")]);
        var rows = new ConsoleRows();

        rows.Arrange(buffer, columns: 5);

        rows.Count.ShouldBe(5);
        Enumerable.Range(0, 5).Select(rows.LineOf).ShouldBe([(0, 0), (1, 0), (2, 0), (2, 1), (2, 2)]);
        rows.RowOf(2).ShouldBe(2);
        AnsiText.Parse(buffer[2].Text, 5, 5).ShouldHaveSingleItem().ShouldSatisfyAllConditions(part => part.Text.ShouldBe("67890"), part => part.Classes.ShouldNotBeEmpty());

        rows.Arrange(buffer, columns: 0);
        rows.Count.ShouldBe(3);
        rows.LineOf(2).ShouldBe((2, 0));
    }

    private static IEnumerable<string> Texts(ConsoleBuffer buffer) => Enumerable.Range(0, buffer.Count).Select(i => buffer[i].Text);

    private static ConsoleLogLine Line(string text) => new(0, text, IsError: false);
}
