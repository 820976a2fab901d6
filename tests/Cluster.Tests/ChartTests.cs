using Cluster.Tests.Small;
using k8s;
using k8s.Autorest;
using Tests;

namespace Cluster.Tests;

/// <summary>Helm charts that an application needs: installed before it, by the user's own Helm, and taken away where the model says so.</summary>
public sealed class ChartTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chart_comes_before_the_objects_of_the_kinds_that_it_brings_and_goes_after_them()
    {
        await using var application = new SmallApplication();
        using var chart = await ChartAsync(application);
        application.Write(BusyBox.ConfigMap("settings", "a", "b"), Widget(application, chart));
        application.WriteChart("widgets", chart.Folder, "1.0.0", Release(application), "set: { greeting: hi }\ndestroy: true");

        var preview = await application.RunAsync("apply", "--dry-run");
        preview.ShouldSucceed();
        preview.StandardOutput.ShouldContain("would be installed with helm");
        (await RevisionAsync(application)).ShouldBeNull("a dry run changes nothing");

        var first = await application.ApplyAsync();
        first.ShouldSucceed();
        first.StandardOutput.ShouldContain($"Installing {chart.Folder} 1.0.0 as 'widgets'");
        (await application.Client.CoreV1.ReadNamespacedConfigMapAsync("widgets", Release(application), cancellationToken: Cancellation)).Data["greeting"].ShouldBe("hi");
        (await WidgetExistsAsync(application, chart)).ShouldBeTrue();

        var second = await application.ApplyAsync();
        second.ShouldSucceed();
        second.StandardOutput.ShouldContain("Unchanged");
        (await RevisionAsync(application)).ShouldBe("1", "a second apply changes nothing");

        application.WriteChart("widgets", chart.Folder, "1.0.0", Release(application), "set: { greeting: 'hello, world' }\ndestroy: true");
        (await application.ApplyAsync()).ShouldSucceed();
        (await RevisionAsync(application)).ShouldBe("2");
        (await application.Client.CoreV1.ReadNamespacedConfigMapAsync("widgets", Release(application), cancellationToken: Cancellation)).Data["greeting"].ShouldBe("hello, world");

        var destroy = await application.RunAsync("destroy", "--yes");
        destroy.ShouldSucceed();
        destroy.StandardOutput.ShouldContain($"uninstalled the release 'widgets' in namespace '{Release(application)}'");
        (await RevisionAsync(application)).ShouldBeNull();
        (await WidgetExistsAsync(application, chart)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_chart_that_others_may_need_stays()
    {
        await using var application = new SmallApplication();
        using var chart = await ChartAsync(application);
        application.Write(BusyBox.ConfigMap("settings", "a", "b"));
        application.WriteChart("widgets", chart.Folder, "1.0.0", Release(application), "");
        (await application.ApplyAsync()).ShouldSucceed();

        var destroy = await application.RunAsync("destroy", "--yes");

        destroy.ShouldSucceed();
        destroy.StandardOutput.ShouldNotContain("uninstalled");
        (await RevisionAsync(application)).ShouldBe("1");
    }

    [Fact]
    public async Task A_chart_that_the_model_no_longer_has_goes_when_the_rest_is_healthy()
    {
        await using var application = new SmallApplication();
        using var chart = await ChartAsync(application);
        application.Write(BusyBox.ConfigMap("settings", "a", "b"));
        application.WriteChart("widgets", chart.Folder, "1.0.0", Release(application), "destroy: true");
        (await application.ApplyAsync()).ShouldSucceed();

        application.RemoveChart("widgets");
        (await application.ApplyAsync()).ShouldSucceed();

        (await RevisionAsync(application)).ShouldBeNull();
    }

    [Fact]
    public async Task What_somebody_else_has_installed_is_theirs()
    {
        await using var application = new SmallApplication();
        using var chart = await ChartAsync(application);
        await CommandLineTool.RunAsync("helm", "install", "widgets", chart.Folder, "--namespace", Release(application), "--create-namespace");
        application.Write(BusyBox.ConfigMap("settings", "a", "b"));

        application.WriteChart("widgets", chart.Folder, "1.0.0", Release(application), "destroy: true");
        var same = await application.ApplyAsync();
        same.ShouldSucceed();
        same.StandardError.ShouldContain("is installed already, not by aspirate; it is used as it is.");
        (await application.RunAsync("destroy", "--yes")).ShouldSucceed();
        (await RevisionAsync(application)).ShouldBe("1");

        chart.Write("2.0.0");
        application.WriteChart("widgets", chart.Folder, "2.0.0", Release(application), "destroy: true");
        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, "where widgets 1.0.0 (deployed) is, not by aspirate.", "--take-over");
        (await application.ApplyAsync("--take-over")).ShouldSucceed();
        (await RevisionAsync(application)).ShouldBe("2");
    }

    [Fact]
    public async Task A_chart_that_cannot_be_installed_is_told_in_Helms_words_and_is_not_forgotten()
    {
        await using var application = new SmallApplication();
        using var chart = await ChartAsync(application);
        application.Write(BusyBox.ConfigMap("settings", "a", "b"), Widget(application, chart));
        application.WriteChart("widgets", chart.Folder, "1.0.0", Release(application), "set: { broken: 'true' }\ndestroy: true");

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, $"helm cannot install {chart.Folder} 1.0.0 as 'widgets'", "it is broken");

        application.WriteChart("widgets", chart.Folder, "1.0.0", Release(application), "destroy: true");
        (await application.ApplyAsync()).ShouldSucceed();
        (await application.RunAsync("destroy", "--yes")).ShouldSucceed();
        (await RevisionAsync(application)).ShouldBeNull();
    }

    [Fact]
    public async Task Without_Helm_nothing_is_changed_and_the_way_to_get_it_is_told()
    {
        await using var application = new SmallApplication();
        using var nothing = new TemporaryFolder();
        application.Write(BusyBox.ConfigMap("settings", "a", "b"));
        application.WriteChart("widgets", "./nowhere", "1.0.0", Release(application), "");
        var path = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator);
        application.Environment["PATH"] = string.Join(Path.PathSeparator, path.Where(folder => !File.Exists(Path.Combine(folder, "helm"))).Append(nothing.Path));

        (await application.ApplyAsync()).ShouldFail(ExitCode.Failed, "helm, which installs them, is not on the PATH", "https://helm.sh/docs/intro/install/");

        (await application.Client.CoreV1.ListNamespaceAsync(fieldSelector: $"metadata.name={application.Namespace}", cancellationToken: Cancellation)).Items.ShouldBeEmpty();
    }

    // Its namespace goes with the application's.
    private static string Release(SmallApplication application) => $"{application.Namespace}-chart";

    private static async Task<SmallChart> ChartAsync(SmallApplication application)
    {
        await CommandLineTool.RunAsync("helm", "version");
        application.Afterwards(client => client.CoreV1.DeleteNamespaceAsync(Release(application)));
        var chart = new SmallChart(application.Namespace);
        chart.Write("1.0.0");
        application.Afterwards(client => client.ApiextensionsV1.DeleteCustomResourceDefinitionAsync($"widgets.{chart.Group}"));
        return chart;
    }

    private static Widget Widget(SmallApplication application, SmallChart chart) => new()
    {
        ApiVersion = $"{chart.Group}/v1",
        Metadata = BusyBox.Metadata($"{application.Namespace}-widget"),
        Size = 3,
    };

    private static async Task<bool> WidgetExistsAsync(SmallApplication application, SmallChart chart)
    {
        try
        {
            await application.Client.CustomObjects.GetClusterCustomObjectAsync(chart.Group, "v1", "widgets", $"{application.Namespace}-widget", Cancellation);
            return true;
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is System.Net.HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    // Helm keeps a Secret for each revision of a release.
    private static async Task<string?> RevisionAsync(SmallApplication application) =>
        (await application.Client.CoreV1.ListNamespacedSecretAsync(Release(application), labelSelector: "owner=helm,name=widgets", cancellationToken: Cancellation))
            .Items.Select(secret => secret.Metadata.Labels["version"]).Order(StringComparer.Ordinal).LastOrDefault();
}
