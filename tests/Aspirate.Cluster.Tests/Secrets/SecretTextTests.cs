using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Tests.Secrets;

public sealed class SecretTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("{a}")]
    [InlineData("{a:uri}")]
    [InlineData("{a:previous}")]
    [InlineData("{a:previous:uri}")]
    [InlineData("{{{a}}}{{b}}x{c}")]
    [InlineData("")]
    public void What_is_read_is_written_the_same(string text) => SecretText.Parse(text).ToString().ShouldBe(text);

    [Fact]
    public void Doubled_braces_stand_for_themselves_and_others_for_values() =>
        SecretText.Parse("{{x}}={a}{b:previous:uri}}}").Render(literal => $"[{literal}]", value => $"<{value.Name},{value.IsPrevious},{value.IsUriEncoded}>")
            .ShouldBe("[{x}=]<a,False,False><b,True,True>[}]");
}
