using Aspirate.Logs;

namespace Aspirate.Tests.Cluster;

public sealed class LogsCommandTests
{
    [Theory]
    [InlineData("--since yesterday", "'yesterday' is no time: write --since 30s, 10m or 2h.")]
    [InlineData("--tail -3", "--tail is a number of lines: 0 or more.")]
    [InlineData("--follow --previous", "--previous is the log of a run that has ended: it cannot be followed. Leave out --follow.")]
    public async Task What_makes_no_sense_is_refused_before_a_cluster_is_asked(string arguments, string expected)
    {
        var run = await CommandLine.RunAsync(["logs", "--kubeconfig", "/nowhere", .. arguments.Split(' ')]);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain(expected);
    }

    [Theory]
    [InlineData("logs")]
    [InlineData("status")]
    public async Task A_cluster_that_cannot_be_opened_is_a_calm_message(string command)
    {
        using var folder = new TemporaryFolder();
        var kubeconfig = Path.Combine(folder.Path, "kubeconfig");

        var run = await CommandLine.RunAsync(command, "--namespace", "devops", "--kubeconfig", kubeconfig);

        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBeEmpty();
        run.Error.Trim().ShouldBe($"There is no kubeconfig {kubeconfig}. Name an existing file with --kubeconfig.");
    }

    [Theory]
    [InlineData("logs")]
    [InlineData("status")]
    public async Task Without_a_tree_the_namespace_has_to_be_given(string command)
    {
        using var folder = new TemporaryFolder();

        var run = await CommandLine.RunAsync(command, "--input-path", folder.Path);

        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("give one with --namespace");
    }

    [Fact]
    public void Each_line_begins_with_its_pod_and_the_texts_stand_below_each_other()
    {
        var text = new StringWriter();
        var output = new LogOutput(text);
        output.IsEmpty.ShouldBeTrue();

        output.Write(new(default, new("postgres", "postgres-0", "postgres", IsOnly: false), "ready"));
        output.Write(new(default, new("auth", "auth-1", "auth", IsOnly: true), new string('x', 1000)));

        text.ToString().Split(Environment.NewLine).ShouldBe(["postgres-0/postgres  ready", $"auth-1               {new string('x', 1000)}", ""]);
        output.IsEmpty.ShouldBeFalse();
    }
}
