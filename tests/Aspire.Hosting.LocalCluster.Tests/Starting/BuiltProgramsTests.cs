using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster.Starting;

namespace Aspire.Hosting.LocalCluster.Tests.Starting;

public sealed class BuiltProgramsTests
{
    private static readonly Assembly AppHost = typeof(Projects.LocalClusterAppHost).Assembly;

    [Fact]
    public void The_build_tells_the_AppHost_where_the_programs_of_its_projects_are()
    {
        var (project, program) = BuiltPrograms.Of(AppHost).Single();

        Path.GetFileName(project).ShouldBe("TestService.csproj");
        Path.GetFileNameWithoutExtension(program).ShouldBe("TestService");
        File.Exists(program).ShouldBeTrue(program);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("DEBUG_SESSION_PORT", false)]
    [InlineData("DEBUG_SESSION_INFO", false)]
    [InlineData("DOTNET_WATCH", false)]
    public async Task A_project_is_started_by_its_program_unless_an_IDE_or_a_watch_starts_it(string? variable, bool isStartedByProgram)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { AssemblyName = AppHost.GetName().Name, DisableDashboard = true });
        if (variable is not null)
        {
            builder.Configuration[variable] = "1";
        }

        builder.WithBuiltPrograms();
        var project = builder.AddProject<Projects.TestService>("service", launchProfileName: null).Resource;
        await using var application = builder.Build();
        await builder.Eventing.PublishAsync(new BeforeStartEvent(application.Services, new(builder.Resources)), TestContext.Current.CancellationToken);

        project.Annotations.OfType<ExecutableAnnotation>().Any().ShouldBe(isStartedByProgram);
    }
}
