using System.Text;
using Aspire.Hosting.Running.Processes;

namespace Aspire.Hosting.Tests.Running;

public class LineReaderTests
{
    [Fact]
    public async Task Cuts_at_line_ends_of_both_kinds_and_keeps_the_unfinished_last_line() =>
        (await Read("one\ntwo\r\n\nlast")).ShouldBe(["one", "two", "", "last"]);

    [Fact]
    public async Task A_line_without_end_is_cut_at_the_limit() =>
        (await Read(new string('x', LineReader.MaxLineLength + 5) + "\ny")).Select(line => line.Length)
            .ShouldBe([LineReader.MaxLineLength, 5, 1]);

    [Fact]
    public async Task Characters_that_are_split_between_two_reads_stay_whole()
    {
        var text = string.Concat(Enumerable.Repeat("żółć€", 2000));
        (await Read(text)).ShouldBe([text]);
    }

    private static async Task<List<string>> Read(string text)
    {
        var lines = new List<string>();
        await new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), lines.Add).ReadToEndAsync(CancellationToken.None);
        return lines;
    }
}
