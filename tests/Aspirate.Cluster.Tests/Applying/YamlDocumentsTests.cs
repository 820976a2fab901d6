using Aspirate.Cluster.Applying.Rendering;

namespace Aspirate.Cluster.Tests.Applying;

public sealed class YamlDocumentsTests
{
    [Theory]
    [InlineData("0440", "288")] // a file's mode
    [InlineData("0o440", "288")]
    [InlineData("0x1F", "31")]
    [InlineData("-7", "-7")]
    [InlineData("1.5", "1.5")]
    [InlineData("true", "true")]
    [InlineData("yes", "\"yes\"")] // a boolean in YAML 1.1 only
    [InlineData("~", "null")]
    [InlineData("\"0440\"", "\"0440\"")]
    [InlineData("'true'", "\"true\"")]
    [InlineData("100m", "\"100m\"")]
    [InlineData("1e3", "1000")]
    [InlineData("12:30", "\"12:30\"")]
    public void Scalars_mean_what_they_mean_to_Kubernetes(string yaml, string json) =>
        YamlDocuments.Read($"value: {yaml}").Single()["value"]?.ToJsonString().ShouldBe(json == "null" ? null : json);

    [Fact]
    public void Every_document_is_read_and_empty_ones_are_left_out() =>
        YamlDocuments.Read("a: 1\n---\n---\nb: [x, {c: 2}]\n").Select(document => document.ToJsonString()).ShouldBe(["""{"a":1}""", """{"b":["x",{"c":2}]}"""]);

    [Fact]
    public void What_is_no_yaml_is_told_with_its_line() =>
        Should.Throw<ClusterException>(() => YamlDocuments.Read("a: 1\nb: [}\n").ToArray()).Message.ShouldStartWith("The rendered objects are no valid YAML: line 2");
}
