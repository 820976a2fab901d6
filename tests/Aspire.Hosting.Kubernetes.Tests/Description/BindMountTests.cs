using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Output;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

public sealed class BindMountTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_is_mounted_alone_so_that_its_directory_stays()
    {
        _folder.Write("proxy/proxy.yaml", "admin: {}\n");

        var application = Application(Read("proxy/proxy.yaml", "/etc/proxy/proxy.yaml"));

        var mount = application.Container("web").VolumeMounts.Single();
        mount.MountPath.ShouldBe("/etc/proxy/proxy.yaml");
        mount.SubPath.ShouldBe("proxy.yaml");
        application.Object<V1ConfigMap>("web-files-0").Data.ShouldBe(new Dictionary<string, string> { ["proxy.yaml"] = "admin: {}\n" });
    }

    [Fact]
    public void A_folder_comes_with_its_sub_folders_whatever_its_files_are_called()
    {
        _folder.Write("conf/sources.yaml", "one");
        _folder.Write("conf/pages/a.json", "{}");
        _folder.Write("conf/pages/b list.json", "{{b}}");
        _folder.Write("conf/pages_a.json", "other");

        var application = Application(Read("conf", "/etc/charts"));

        var volume = application.Pod("web").Volumes.Single(item => item.ConfigMap != null).ConfigMap;
        var data = application.Object<V1ConfigMap>("web-files-0").Data;
        volume.Items.ToDictionary(item => item.Path, item => data[item.Key])
            .ShouldBe(new Dictionary<string, string> { ["sources.yaml"] = "one", ["pages/a.json"] = "{}", ["pages/b list.json"] = "{{b}}", ["pages_a.json"] = "other" }, ignoreOrder: true);
        ComposeFile.Build(application, _folder.Path, _folder.Path).Files["compose.yaml"].ShouldContain("    - type: bind\n      source: ./conf\n      target: /etc/charts\n      read_only: true\n");
    }

    [Fact]
    public void What_is_no_text_stays_what_it_is()
    {
        Directory.CreateDirectory(_folder["conf"]);
        File.WriteAllBytes(_folder["conf/logo.png"], [0x89, 0x50, 0x00, 0xFF]);

        var application = Application(Read("conf", "/etc/charts"));

        application.Object<V1ConfigMap>("web-files-0").BinaryData["logo.png"].ShouldBe([0x89, 0x50, 0x00, 0xFF]);
        ComposeFile.Build(application, _folder.Path, _folder.Path).Files["compose.yaml"].ShouldContain("      source: ./conf\n");
    }

    [Fact]
    public void A_change_of_the_files_replaces_the_pods()
    {
        _folder.Write("conf/a.yaml", "one");
        var before = Checksum();
        _folder.Write("conf/a.yaml", "two");

        Checksum().ShouldNotBe(before);

        string Checksum() => Application(Read("conf", "/etc/web")).Object<V1Deployment>("web").Spec.Template.Metadata.Annotations["checksum/config"];
    }

    [Fact]
    public void Files_that_may_be_written_are_put_into_a_volume_once()
    {
        _folder.Write("conf/a.yaml", "one");
        _folder.Write("conf/pages/b.yaml", "two");

        var mount = BindMount.Read("web", 0, _folder.Path, "conf", "/etc/web", isReadOnly: false);
        var application = Application(mount);

        var spec = application.Object<V1StatefulSet>("web").Spec;
        var claim = spec.VolumeClaimTemplates.Single().Metadata.Name;
        var filling = spec.Template.Spec.InitContainers.Single();
        filling.VolumeMounts.Select(item => item.MountPath).ShouldBe([$"/fill/{claim}", $"/from/{claim}"]);
        filling.SecurityContext.Capabilities.Drop.ShouldBe(["ALL"]);
        spec.Template.Spec.Volumes.Single(volume => volume.ConfigMap != null).ConfigMap.Items.Select(item => item.Path).ShouldBe(["files/a.yaml", "files/pages/b.yaml"], ignoreOrder: true);
        spec.Template.Spec.Containers.Single().VolumeMounts.ShouldContain(item => item.Name == claim && item.MountPath == "/etc/web" && item.SubPath == "files" && item.ReadOnlyProperty == null);
        mount.Remark.ShouldNotBeNull().ShouldContain("web: /etc/web may be written");
    }

    [Fact]
    public void A_single_file_that_may_be_written_is_mounted_from_its_volume()
    {
        _folder.Write("settings.json", "{}");

        Application(Read("settings.json", "/app/settings.json", isReadOnly: false)).Object<V1StatefulSet>("web").Spec.Template.Spec.Containers.Single().VolumeMounts
            .ShouldContain(item => item.MountPath == "/app/settings.json" && item.SubPath == "files/settings.json");
    }

    [Fact]
    public void The_script_fills_a_volume_whole_and_never_again()
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "There is no shell.");
        _folder.Write("from/files/a.yaml", "one");
        Directory.CreateDirectory(_folder["fill/volume"]);
        Directory.CreateDirectory(_folder["links"]);
        Directory.Move(_folder["from/files"], _folder["links/files"]);
        Directory.CreateDirectory(_folder["from/volume"]);
        Directory.CreateSymbolicLink(_folder["from/volume/files"], _folder["links/files"]);
        _folder.Write("conf/a.yaml", "one");
        var script = Application(Read("conf", "/etc/web", isReadOnly: false)).Object<V1StatefulSet>("web").Spec.Template.Spec.InitContainers.Single().Command[2]
            .Replace("/fill/", _folder["fill/"]).Replace("/from/", _folder["from/"]);

        Run(script);
        File.ReadAllText(_folder["fill/volume/files/a.yaml"]).ShouldBe("one");
        File.WriteAllText(_folder["fill/volume/files/a.yaml"], "written");
        Run(script);

        File.ReadAllText(_folder["fill/volume/files/a.yaml"]).ShouldBe("written");
        Directory.EnumerateFileSystemEntries(_folder["fill/volume"]).Count().ShouldBe(1);
    }

    [Fact]
    public void A_folder_that_is_to_be_written_and_does_not_exist_is_an_empty_volume()
    {
        var mount = BindMount.Read("db", 0, _folder.Path, "../data", "/var/lib/db", isReadOnly: false);

        mount.Volume.ShouldNotBeNull().FilledWith.ShouldBeNull();
        mount.Remark.ShouldBe("db: ../data does not exist, so that /var/lib/db is an empty volume.");
    }

    [Fact]
    public void Backslashes_separate_as_slashes_do()
    {
        _folder.Write("conf/pages/a.json", "{}");

        BindMount.Read("web", 0, _folder.Path, @"conf\pages", @"\etc\web", isReadOnly: true).Files.ShouldNotBeNull().Files.Keys.ShouldBe(["a.json"]);
    }

    [Theory]
    [InlineData("missing.yaml", false, "does not exist")]
    [InlineData("missing", true, "does not exist")]
    [InlineData("/var/run/docker.sock", true, "a socket of the developer's machine")]
    [InlineData("/var/run/docker.sock", false, "a socket of the developer's machine")]
    [InlineData("/", true, "a part of the developer's operating system")]
    [InlineData("/sys", true, "a part of the developer's operating system")]
    [InlineData("/var/lib/docker/", true, "a part of the developer's operating system")]
    public void What_no_pod_can_have_is_refused_by_name(string source, bool isReadOnly, string reason)
    {
        var message = Should.Throw<DistributedApplicationException>(() => BindMount.Read("agent", 0, _folder.Path, source, "/target", isReadOnly)).Message;

        message.ShouldStartWith("agent");
        message.ShouldContain(source);
        message.ShouldContain(reason);
    }

    [Fact]
    public void What_is_larger_than_a_ConfigMap_may_be_is_refused_with_the_remedy()
    {
        _folder.Write("conf/small.txt", "small");
        _folder.Write("conf/large.txt", new string('x', 1 << 20));

        var message = Should.Throw<DistributedApplicationException>(() => Read("conf", "/etc/web")).Message;

        message.ShouldContain("web: the bind mount's source conf is larger than a ConfigMap may be (1 MiB");
        message.ShouldContain("Bring the files in the image or on a volume.");
    }

    public void Dispose() => _folder.Dispose();

    private static void Run(string script)
    {
        using var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", script])!;
        shell.WaitForExit(TimeSpan.FromSeconds(30)).ShouldBeTrue();
        shell.ExitCode.ShouldBe(0);
    }

    private BindMount Read(string source, string target, bool isReadOnly = true) => BindMount.Read("web", 0, _folder.Path, source, target, isReadOnly);

    private static ApplicationDescription Application(BindMount mount) => Sample.Application(Sample.Service("web", 8080) with
    {
        Kind = mount.Volume is null ? WorkloadKind.Deployment : WorkloadKind.StatefulSet,
        Autoscaling = null,
        DisruptionBudget = null,
        Environment = [],
        Identity = new(1000, 1000, HasReadOnlyRoot: false) { WritablePaths = [] },
        Files = mount.Files is { } files ? [files] : [],
        Volumes = mount.Volume is { } volume ? [volume] : [],
    });
}
