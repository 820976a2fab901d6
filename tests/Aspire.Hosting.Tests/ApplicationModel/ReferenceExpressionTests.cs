using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class ReferenceExpressionTests
{
    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_resolved_when_the_application_runs_and_an_expression_in_the_manifest()
    {
        var password = new ParameterResource("password", _ => "s3cret", secret: true);

        var expression = ReferenceExpression.Create($"User=me;Password={password}");

        expression.ValueExpression.ShouldBe("User=me;Password={password.value}");
        (await expression.GetValueAsync(CancellationToken)).ShouldBe("User=me;Password=s3cret");
    }

    [Fact]
    public async Task Braces_in_text_stay_braces()
    {
        var parameter = new ParameterResource("p", _ => "v");

        var inner = ReferenceExpression.Create($"{{\"a\": \"{parameter}\"}}");
        var outer = ReferenceExpression.Create($"{"{x}"}{inner}");

        (await outer.GetValueAsync(CancellationToken)).ShouldBe("""{x}{"a": "v"}""");
        outer.ValueExpression.ShouldBe("""{x}{"a": "{p.value}"}""");
    }

    [Fact]
    public async Task The_uri_format_percent_encodes_values()
    {
        var password = new ParameterResource("password", _ => "a/b@c:d", secret: true);

        var expression = ReferenceExpression.Create($"postgresql://me:{password:uri}@host");

        (await expression.GetValueAsync(CancellationToken)).ShouldBe("postgresql://me:a%2Fb%40c%3Ad@host");
        expression.ValueExpression.ShouldBe("postgresql://me:{password-uri-encoded.value}@host");
    }

    [Fact]
    public void An_expression_inside_of_another_is_taken_apart_so_that_its_parts_stay_visible()
    {
        var a = new ParameterResource("a", _ => "1");
        var b = new ParameterResource("b", _ => "2");

        var expression = ReferenceExpression.Create($"{ReferenceExpression.Create($"<{a}>")}-{b}");

        expression.ValueProviders.ShouldBe([a, b]);
        expression.Format.ShouldBe("<{0}>-{1}");
    }

    [Theory]
    [InlineData("true", "secure")]
    [InlineData("TRUE", "secure")]
    [InlineData("false", "plain")]
    public async Task A_condition_decides_when_the_application_runs(string value, string expected)
    {
        var condition = new ParameterResource("tls", _ => value);

        var expression = ReferenceExpression.CreateConditional(condition, "true", ReferenceExpression.Create($"secure"), ReferenceExpression.Create($"plain"));

        (await expression.GetValueAsync(CancellationToken)).ShouldBe(expected);
    }

    [Fact]
    public void A_value_of_another_kind_cannot_be_part_of_it()
    {
        var builder = new ReferenceExpressionBuilder();

        Should.Throw<ArgumentException>(() => builder.AppendValueProvider(42)).Message.ShouldContain("System.Int32");
    }

    [Fact]
    public async Task An_unknown_format_is_refused()
    {
        var parameter = new ParameterResource("p", _ => "v");

        var expression = ReferenceExpression.Create($"{parameter:upper}");

        (await Should.ThrowAsync<FormatException>(async () => await expression.GetValueAsync(CancellationToken))).Message.ShouldContain("'upper'");
    }
}
