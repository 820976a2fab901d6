using Aspire.Hosting.Kubernetes.Output;

namespace Aspire.Hosting.Kubernetes.Tests.Output;

public sealed class FileTreeWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["tree"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_every_file_with_the_mark_of_its_maker()
    {
        await Write(("a.yaml", "a: 1\n"), ("b/c.yaml", "c: 1\n"));

        Read("a.yaml").ShouldBe($"{FileTree.Header}\na: 1\n");
        Read("b/c.yaml").ShouldBe($"{FileTree.Header}\nc: 1\n");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_nothing_when_nothing_changed()
    {
        await Write(("a.yaml", "a: 1\n"));
        var before = Directory.GetCreationTimeUtc(Target);

        (await Write(("a.yaml", "a: 1\n"))).ShouldBeEmpty();

        Directory.GetCreationTimeUtc(Target).ShouldBe(before);
    }

    [Fact]
    public async Task Replaces_and_removes_only_what_it_made()
    {
        await Write(("a.yaml", "a: 1\n"), ("gone/b.yaml", "b: 1\n"));
        await File.WriteAllTextAsync(Path.Combine(Target, "README.md"), "mine", TestContext.Current.CancellationToken);

        var changes = await Write(("a.yaml", "a: 2\n"));

        changes.Select(change => change.Path).ShouldBe(["a.yaml", "gone/b.yaml"]);
        Read("a.yaml").ShouldEndWith("a: 2\n");
        Directory.Exists(Path.Combine(Target, "gone")).ShouldBeFalse();
        Read("README.md").ShouldBe("mine");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_to_replace_a_file_that_somebody_else_made()
    {
        await Write(("a.yaml", "a: 1\n"));
        await File.WriteAllTextAsync(Path.Combine(Target, "b.yaml"), "mine", TestContext.Current.CancellationToken);

        var error = await Should.ThrowAsync<IOException>(() => Write(("a.yaml", "a: 2\n"), ("b.yaml", "b: 1\n")));

        error.Message.ShouldContain("b.yaml");
        Read("a.yaml").ShouldEndWith("a: 1\n");
        Read("b.yaml").ShouldBe("mine");
    }

    [Fact]
    public async Task Refuses_a_folder_that_is_somebody_elses()
    {
        Directory.CreateDirectory(Target);
        await File.WriteAllTextAsync(Path.Combine(Target, "thesis.txt"), "mine", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<IOException>(() => Write(("a.yaml", "a: 1\n")))).Message.ShouldContain("not empty");

        Read("thesis.txt").ShouldBe("mine");
    }

    [Fact]
    public async Task Leaves_the_old_tree_when_writing_is_stopped()
    {
        await Write(("a.yaml", "a: 1\n"));
        var tree = new FileTree();
        tree.Add("a.yaml", "a: 2\n");
        tree.Add("a.yaml/impossible.yaml", "a file below a file\n");

        await Should.ThrowAsync<IOException>(() => FileTreeWriter.WriteAsync(tree, Target, TestContext.Current.CancellationToken));

        Read("a.yaml").ShouldEndWith("a: 1\n");
        Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_how_a_folder_differs_without_touching_it()
    {
        await Write(("a.yaml", "a: 1\n"), ("b.yaml", "b: 1\n"));
        var tree = new FileTree();
        tree.Add("a.yaml", "a: 2\n");
        tree.Add("c.yaml", "c: 1\n");

        var differences = await FileTreeWriter.CompareAsync(tree, Target, TestContext.Current.CancellationToken);

        differences.Select(difference => (difference.Path, difference.Committed is null, difference.Generated is null))
            .ShouldBe([("a.yaml", false, false), ("b.yaml", false, true), ("c.yaml", true, false)]);
        Read("a.yaml").ShouldEndWith("a: 1\n");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../outside.yaml")]
    [InlineData("a/../../outside.yaml")]
    public void A_file_cannot_leave_the_tree(string path) => Should.Throw<ArgumentException>(() => new FileTree().Add(path, ""));

    private Task<IReadOnlyList<FileDifference>> Write(params (string Path, string Content)[] files)
    {
        var tree = new FileTree();
        foreach (var (path, content) in files)
        {
            tree.Add(path, content);
        }

        return FileTreeWriter.WriteAsync(tree, Target, TestContext.Current.CancellationToken);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(Target, path));

    private IEnumerable<string> Leftovers() => Directory.EnumerateFileSystemEntries(_folder.Path).Where(entry => entry != Target);
}
