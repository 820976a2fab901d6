using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Tests.Publishing;

public sealed class PipelineTests
{
    [Fact]
    public async Task Every_compute_environment_takes_part_in_publishing()
    {
        var published = new List<string>();

        await TestPublishing.RunAsync(
            builder =>
            {
                AddEnvironment(builder, "one", published);
                AddEnvironment(builder, "two", published);
            },
            ["--operation", "publish", "--step", "publish"]);

        published.ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task Steps_are_done_after_what_they_depend_on_and_only_those_that_are_needed()
    {
        var done = new List<string>();

        await TestPublishing.RunAsync(
            builder =>
            {
                builder.Pipeline.AddStep("last", Do("last"), dependsOn: Names("middle", "first"));
                builder.Pipeline.AddStep("middle", Do("middle"), dependsOn: "first");
                builder.Pipeline.AddStep("first", Do("first"));
                builder.Pipeline.AddStep("before-last", Do("before-last"), requiredBy: "last");
                builder.Pipeline.AddStep("unrelated", Do("unrelated"));
            },
            ["--operation", "publish", "--step", "last"]);

        done.ShouldBe(["first", "middle", "before-last", "last"]);

        static IEnumerable<string> Names(params string[] names) => names;

        Func<PipelineStepContext, Task> Do(string name) => _ =>
        {
            done.Add(name);
            return Task.CompletedTask;
        };
    }

    [Fact]
    public async Task A_step_that_does_not_exist_is_an_error_that_names_those_that_do()
    {
        var message = (await Should.ThrowAsync<DistributedApplicationException>(() => TestPublishing.RunAsync(_ => { }, ["--operation", "publish", "--step", "publsh"]))).Message;

        message.ShouldContain("'publsh'");
        message.ShouldContain("publish-manifest");
    }

    [Fact]
    public async Task Steps_that_depend_on_each_other_are_an_error_that_names_the_cycle() =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => TestPublishing.RunAsync(
            builder =>
            {
                builder.Pipeline.AddStep("a", _ => Task.CompletedTask, dependsOn: "b");
                builder.Pipeline.AddStep("b", _ => Task.CompletedTask, dependsOn: "a");
            },
            ["--operation", "publish", "--step", "a"]))).Message.ShouldContain("'a' → 'b' → 'a'");

    [Theory]
    [InlineData("publish")]
    [InlineData("deploy")]
    [InlineData("destroy")]
    public async Task Without_a_compute_environment_there_is_nothing_to_do_which_is_an_error(string step) =>
        (await Should.ThrowAsync<DistributedApplicationException>(() => TestPublishing.RunAsync(_ => { }, ["--operation", "publish", "--step", step]))).Message.ShouldContain("compute environment");

    [Fact]
    public async Task One_environment_writes_into_the_output_directory_and_several_into_one_each()
    {
        var output = Path.Combine(Path.GetTempPath(), "out");
        (await OutputsAsync("one")).ShouldBe([output]);
        (await OutputsAsync("one", "two")).ShouldBe([Path.Combine(output, "one"), Path.Combine(output, "two")]);

        async Task<List<string>> OutputsAsync(params string[] names)
        {
            var directories = new List<string>();
            await TestPublishing.RunAsync(
                builder =>
                {
                    foreach (var name in names)
                    {
                        var environment = builder.AddResource(new TestEnvironment(name));
                        environment.WithPipelineStepFactory(_ => new PipelineStep
                        {
                            Name = $"publish-{name}",
                            RequiredBySteps = [WellKnownPipelineSteps.Publish],
                            Action = context =>
                            {
                                directories.Add(context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory(environment.Resource));
                                return Task.CompletedTask;
                            },
                        });
                    }
                },
                ["--operation", "publish", "--output-path", output]);
            return directories;
        }
    }

    private static void AddEnvironment(IDistributedApplicationBuilder builder, string name, List<string> published) =>
        builder.AddResource(new TestEnvironment(name)).WithPipelineStepFactory(_ =>
        {
            var step = new PipelineStep
            {
                Name = $"publish-{name}",
                Action = _ =>
                {
                    published.Add(name);
                    return Task.CompletedTask;
                },
            };
            step.RequiredBy(WellKnownPipelineSteps.Publish);
            return step;
        });

    private sealed class TestEnvironment(string name) : Resource(name), IComputeEnvironmentResource;
}
