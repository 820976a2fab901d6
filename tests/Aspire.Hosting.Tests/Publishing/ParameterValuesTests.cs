using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.Publishing;

/// <summary>Whoever deploys has the AppHost make the values that only it can make.</summary>
public sealed class ParameterValuesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parameters-");

    private string File => Path.Combine(_folder.FullName, "values.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task New_values_go_into_a_file_that_only_its_owner_reads()
    {
        await RunAsync("a,b", "--Parameters:a=given");

        var values = JsonSerializer.Deserialize<Dictionary<string, string>>(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken))!;
        values.Keys.ShouldBe(["a", "b"]);
        values["a"].Length.ShouldBe(30, "it is made, not the one that is configured and to be replaced");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("c", "no parameter 'c'")]
    [InlineData("plain", "'plain' has no rule")]
    [InlineData("", "Which parameters?")]
    public async Task What_cannot_be_made_is_an_error_and_nothing_is_written(string names, string message)
    {
        (await Should.ThrowAsync<DistributedApplicationException>(() => RunAsync(names))).Message.ShouldContain(message);

        System.IO.File.Exists(File).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_exists_is_not_written_to()
    {
        await System.IO.File.WriteAllTextAsync(File, "somebody else's", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<DistributedApplicationException>(() => RunAsync("a"))).Message.ShouldContain("another --output-path");

        (await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken)).ShouldBe("somebody else's");
    }

    private Task RunAsync(string names, params string[] arguments) => TestPublishing.RunAsync(
        builder =>
        {
            builder.AddParameter("a", new GenerateParameterDefault { MinLength = 30 }, secret: true, persist: true);
            builder.AddParameter("b", new GenerateParameterDefault(), secret: true);
            builder.AddParameter("plain", secret: true);
        },
        ["--operation", "publish", "--step", "parameters", "--output-path", File, $"--Pipeline:Parameters={names}", .. arguments]);
}
