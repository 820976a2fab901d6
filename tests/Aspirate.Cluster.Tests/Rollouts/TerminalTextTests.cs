using Aspirate.Cluster.Rollouts.Decisions;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>What a program or a cluster says must not move the cursor of the terminal that shows it.</summary>
public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("two\nlines\r\nand  spaces", "two lines and spaces")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[2J\u001b[Hgone\u0007", "gone")]
    [InlineData("cut\u001b[", "cut")]
    [InlineData("cut\u001b", "cut")]
    [InlineData("ünï→✓", "ünï→✓")]
    public void Text_is_made_fit_for_a_line(string text, string expected) => TerminalText.Line(text).ShouldBe(expected);

    [Fact]
    public void A_line_of_a_log_keeps_its_indentation() => TerminalText.LogLine("   at \u001b[33mMain\u001b[39m()  ").ShouldBe("   at Main()");
}
