using System.Text;
using Aspirate.Commands;

namespace Aspirate.Tests;

public sealed class UnexpectedFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_fault_of_the_tool_is_one_message_that_says_how_to_see_more()
    {
        var error = new StringWriter();

        var exitCode = await AspirateCommandLine.InvokeAsync(["generate", "-m", ForeignManifests.PathOf("starter"), "-o", _folder["tree"]], new BrokenWriter(), error);

        exitCode.ShouldBe(1);
        error.ToString().ShouldContain("InvalidOperationException: the console is broken");
        error.ToString().ShouldContain("ASPIRATE_DEBUG=1");
        error.ToString().ShouldNotContain("   at ");
    }

    public void Dispose() => _folder.Dispose();

    private sealed class BrokenWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override Task WriteLineAsync(string? value) => throw new InvalidOperationException("the console is broken");
    }
}
