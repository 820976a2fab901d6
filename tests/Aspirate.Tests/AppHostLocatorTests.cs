using Aspirate.AppHosts;

namespace Aspirate.Tests;

public sealed class AppHostLocatorTests : IDisposable
{
    private const string AppHost = """<Project Sdk="Aspire.AppHost.Sdk/13.5.2" />""";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("""<Project Sdk="Aspire.AppHost.Sdk/13.5.2" />""")]
    [InlineData("""<Project Sdk="Microsoft.NET.Sdk"><Sdk Name="Aspire.AppHost.Sdk" Version="9.5.0" /></Project>""")]
    [InlineData("""<Project><Import Project="Sdk.props" Sdk="Aspire.AppHost.Sdk" /></Project>""")]
    [InlineData("""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><IsAspireHost>true</IsAspireHost></PropertyGroup></Project>""")]
    public void An_AppHost_is_known_by_its_SDK_or_because_it_says_so(string project)
    {
        var file = _folder.Write("Shop/Shop.csproj", project);

        AppHostLocator.Find(_folder.Path).File.ShouldBe(file);
        AppHostLocator.Find(_folder["Shop"]).File.ShouldBe(file);
        AppHostLocator.Find(file).File.ShouldBe(file);
    }

    [Fact]
    public void Several_AppHosts_are_named_so_that_one_can_be_chosen()
    {
        _folder.Write("A/A.csproj", AppHost);
        _folder.Write("B/B.csproj", AppHost);

        var message = Should.Throw<UserErrorException>(() => AppHostLocator.Find(_folder.Path)).Message;

        message.ShouldContain("A.csproj");
        message.ShouldContain("B.csproj");
        message.ShouldContain("--project-path");
    }

    [Fact]
    public void Another_project_is_no_AppHost()
    {
        var file = _folder.Write("Lib/Lib.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");

        Should.Throw<UserErrorException>(() => AppHostLocator.Find(file)).Message.ShouldContain("is no AppHost");
        Should.Throw<UserErrorException>(() => AppHostLocator.Find(_folder.Path)).Message.ShouldContain("There is no AppHost in");
    }

    [Fact]
    public void An_AppHost_that_is_not_built_says_how_to_build_it()
    {
        _folder.Write("Shop/Shop.csproj", AppHost);

        Should.Throw<UserErrorException>(() => AppHostProgram.Find(AppHostLocator.Find(_folder.Path), configuration: null))
            .Message.ShouldContain("dotnet build");
    }

    public void Dispose() => _folder.Dispose();
}
