using Aspire.Dashboard.Pages.ConsoleLogs;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class AnsiTextSpec
{
    [Fact]
    public void A_line_without_escapes_is_one_segment() =>
        AnsiText.Parse("Now listening").ShouldBe([new AnsiSegment("Now listening", "", null)]);

    [Theory]
    [InlineData("\e[31mred\e[0m.", "red", "ansi-c1")]
    [InlineData("\e[1;92mok\e[22;39m.", "ok", "b ansi-c10")]
    [InlineData("\e[41mfail\e[49m.", "fail", "ansi-bg-c1")]
    [InlineData("\e[3;4mslanted\e[m.", "slanted", "i u")]
    public void Looks_become_classes_and_end_where_they_end(string line, string text, string classes) =>
        AnsiText.Parse(line).ShouldBe([new AnsiSegment(text, classes, null), new AnsiSegment(".", "", null)]);

    [Theory]
    [InlineData("\e[38;5;196mred", "color:#ff0000;")]
    [InlineData("\e[38;5;244mgrey", "color:#808080;")]
    [InlineData("\e[38;2;1;2;3mexact", "color:#010203;")]
    [InlineData("\e[48;2;255;0;10mpaper", "background:#ff000a;")]
    public void Extended_colours_become_styles(string line, string style) =>
        AnsiText.Parse(line).ShouldHaveSingleItem().Style.ShouldBe(style);

    [Theory]
    [InlineData("\e[2Jcleared", "cleared")]
    [InlineData("\e]0;title\arest", "rest")]
    [InlineData("\e]8;;https://example.com\e\\link\e]8;;\e\\", "link")]
    [InlineData("a\bb\u0000c", "abc")]
    [InlineData("cut off \e[3", "cut off ")]
    [InlineData("end \e", "end ")]
    [InlineData("\e[999999999999999mstill text", "still text")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void Everything_else_is_left_out_and_text_stays_text(string line, string text) => AnsiText.Strip(line).ShouldBe(text);
}
