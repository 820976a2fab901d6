using Aspire.Dashboard.Pages.Controls;

namespace Aspire.Dashboard.Tests.Pages;

public sealed class MarkdownTextSpec
{
    [Fact]
    public void Texts_are_formatted() =>
        MarkdownText.ToHtml("**Done**, see `log`:\n\n- one\n- [two](https://example.org/a)").ShouldBe(
            "<p><strong>Done</strong>, see <code>log</code>:</p>\n<ul>\n<li>one</li>\n<li><a href=\"https://example.org/a\" target=\"_blank\" rel=\"noopener noreferrer\">two</a></li>\n</ul>\n");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("a <b onclick=alert(1)>b</b>")]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a][x]\n\n[x]: javascript:alert(1)")]
    [InlineData("[a](data:text/html,x)")]
    [InlineData("[a](//example.org)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![a](https://example.org/pixel.png)")]
    [InlineData("![](https://example.org/pixel.png)")]
    [InlineData("[a](https://example.org \"x\" onclick=alert(1))")]
    public void Nothing_in_them_can_do_harm_or_load_from_elsewhere(string markdown)
    {
        var html = MarkdownText.ToHtml(markdown);
        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        html.ShouldNotContain("<b ");
        html.ShouldNotContain("href=\"javascript", Case.Insensitive);
        html.ShouldNotContain("href=\"data");
        html.ShouldNotContain("href=\"//");
    }
}
