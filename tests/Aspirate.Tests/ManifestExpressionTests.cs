using Aspirate.Manifest;

namespace Aspirate.Tests;

public sealed class ManifestExpressionTests
{
    [Fact]
    public void References_are_told_from_the_text_around_them() =>
        ManifestExpression.Parse("Host={pg.bindings.tcp.host};Password={pg-password.value}").Parts.ShouldBe(
        [
            new ManifestLiteral("Host="),
            new ManifestReference("pg", "bindings.tcp.host"),
            new ManifestLiteral(";Password="),
            new ManifestReference("pg-password", "value"),
        ]);

    [Theory]
    [InlineData("""{"Logging":{"Level":"Debug"}}""")]
    [InlineData("[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}")]
    [InlineData("{0} {} {{")]
    public void Braces_around_anything_else_are_literal(string text) =>
        ManifestExpression.Parse(text).Parts.ShouldBe([new ManifestLiteral(text)]);

    [Fact]
    public void Doubled_braces_around_what_would_be_a_reference_are_literal() =>
        ManifestExpression.Parse("{{user.name}} at {pg.bindings.tcp.host}").Parts.ShouldBe(
        [
            new ManifestLiteral("{user.name} at "),
            new ManifestReference("pg", "bindings.tcp.host"),
        ]);
}
