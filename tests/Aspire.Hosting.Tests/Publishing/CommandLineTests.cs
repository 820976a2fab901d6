namespace Aspire.Hosting.Tests.Publishing;

public sealed class CommandLineTests
{
    [Fact]
    public void No_arguments_run_the_application() => TestAppHost.Running().ExecutionContext.IsRunMode.ShouldBeTrue();

    [Theory]
    [InlineData("--publisher", "manifest", "--output-path", "m.json")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    [InlineData("--operation", "publish", "--step", "destroy", "--yes", "true")]
    [InlineData("--operation", "publish", "--step", "deploy", "--log-level", "debug", "--environment", "Staging", "--include-exception-details", "true")]
    public void These_publish_it(params string[] args) => TestAppHost.Running(args).ExecutionContext.IsPublishMode.ShouldBeTrue();

    [Fact]
    public void Settings_become_configuration()
    {
        var builder = TestAppHost.Running("--environment", "Staging", "--log-level", "Debug", "--Parameters:a=1", "--Some:Key", "2");

        builder.Environment.EnvironmentName.ShouldBe("Staging");
        builder.Configuration["Pipeline:LogLevel"].ShouldBe("Debug");
        builder.Configuration["Parameters:a"].ShouldBe("1");
        builder.Configuration["Some:Key"].ShouldBe("2");
    }

    [Theory]
    [InlineData("'--frobnicate'", "--frobnicate")]
    [InlineData("'stray'", "stray")]
    [InlineData("'fly'", "--operation", "fly")]
    [InlineData("'kubernetes'", "--publisher", "kubernetes")]
    [InlineData("'loud'", "--log-level", "loud")]
    [InlineData("--output-path", "--operation", "publish", "--output-path")]
    [InlineData("--operation publish", "--step", "publish")]
    [InlineData("--Parameters:a", "--Parameters:a")]
    public void A_mistake_is_an_error_that_names_it(string named, params string[] args) =>
        Should.Throw<DistributedApplicationException>(() => TestAppHost.Running(args)).Message.ShouldContain(named);

    [Fact]
    public void Running_is_development_by_default_and_publishing_production()
    {
        TestAppHost.Running().Environment.EnvironmentName.ShouldBe(Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Development");
        TestAppHost.Publishing().Environment.EnvironmentName.ShouldBe(Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? "Production");
    }
}
