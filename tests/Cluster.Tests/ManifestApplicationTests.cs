using System.Text.Json;
using Cluster.Tests.Small;
using k8s;

namespace Cluster.Tests;

/// <summary>From the manifest of somebody else's application to one that answers, by the remedies that each refusal names.</summary>
public sealed class ManifestApplicationTests
{
    private const string Weather = "https://weather.example.com/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Step_by_step_with_what_each_refusal_asks_for_it_answers_through_its_Ingress()
    {
        await using var application = new LibraryApplication();
        var host = $"{application.Namespace}.local";
        string[] generate = ["generate", "--expose", "ingress", "--host", host, "--namespace", application.Namespace, "--name", "library"];

        (await application.RunAsync(generate)).ShouldFail(ExitCode.Failed, "-pa 'weather.outputs.endpoint=VALUE'  desk (WEATHER)");
        var generated = await application.RunAsync([.. generate, "-pa", $"weather.outputs.endpoint={Weather}"]);
        generated.ShouldSucceed();
        generated.StandardError.ShouldContain("Left out: backup (executable.v0)");
        generated.StandardError.ShouldContain($"desk at http://{host}/");

        (await application.RunAsync(["build", "-crp", application.Namespace, .. LibraryApplication.Registry])).ShouldSucceed();

        (await application.RunAsync("apply")).ShouldFail(ExitCode.Failed, "db-password", "Parameters__db_password");
        (await application.NamespacesAsync()).ShouldBeEmpty();
        application.Environment["Parameters__db_password"] = "it's a {secret}, 100% of it";
        (await application.RunAsync("apply", "--timeout", "5m")).ShouldSucceed();

        await ShouldAnswerAsync(application, new($"http://{host}/"), await EntranceAsync(application));

        var difference = await application.RunAsync("diff");
        difference.ShouldSucceed();
        (await application.RunAsync("apply")).StandardOutput.ShouldContain("Unchanged");

        (await application.OnClusterAsync("destroy", "--volumes")).ShouldSucceed();
        (await application.NamespacesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task By_one_command_it_answers_at_a_port_of_every_node()
    {
        await using var application = new LibraryApplication();
        application.Environment["Parameters__db_password"] = "correct horse";

        (await application.RunAsync([
            "run", "--expose", "nodeport", "--name", "library", "--namespace", application.Namespace, "-pa", $"weather.outputs.endpoint={Weather}",
            "-crp", application.Namespace, .. LibraryApplication.Registry])).ShouldSucceed();

        var service = await application.Client.CoreV1.ReadNamespacedServiceAsync("desk", application.Namespace, cancellationToken: Cancellation);
        var node = (await application.Client.CoreV1.ListNodeAsync(cancellationToken: Cancellation)).Items[0].Status.Addresses.First(address => address.Type == "InternalIP").Address;
        await ShouldAnswerAsync(application, new($"http://{node}:{service.Spec.Ports[0].NodePort}/"), node);

        (await application.OnClusterAsync("destroy", "--volumes")).ShouldSucceed();
    }

    private static async Task ShouldAnswerAsync(LibraryApplication application, Uri address, string entrance)
    {
        using var client = EntranceClient.Create(entrance, address);
        var answer = JsonDocument.Parse(await client.GetStringAsync("/", Cancellation)).RootElement;
        answer.GetProperty("database").GetString().ShouldBe("loans");
        answer.GetProperty("notice").GetString().ShouldBe("Closed on Sundays");
        answer.GetProperty("weather").GetString().ShouldBe(Weather);
        application.Read("k8s-generated/secrets/database-secrets.yaml").ShouldContain("{db-password}");
    }

    private static async Task<string> EntranceAsync(LibraryApplication application)
    {
        var status = JsonDocument.Parse((await application.OnClusterAsync("status", "--output", "json")).StandardOutput).RootElement;
        return status.GetProperty("addresses")[0].GetProperty("at").GetString()!;
    }
}
