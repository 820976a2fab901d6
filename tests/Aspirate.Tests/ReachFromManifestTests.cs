namespace Aspirate.Tests;

public sealed class ReachFromManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Clients_reach_the_port_of_a_StatefulSet_that_their_settings_name()
    {
        await GenerateAsync("entrance");

        Read("lending/configmap.yaml").ShouldContain("ConnectionStrings__library: Host=library;Port=6001");
        Read("library/service.yaml").ShouldContain("port: 6001\n    targetPort: tcp");
        Read("library/service.yaml").ShouldNotContain("clusterIP:", Case.Sensitive);
        Read("library/service-library-headless.yaml").ShouldContain("clusterIP: None");
    }

    [Fact]
    public async Task A_manifest_from_before_Aspire_8_names_its_ports_too()
    {
        await GenerateAsync("entrance");

        Read("search/service.yaml").ShouldContain("port: 5432");
        Read("search/deployment.yaml").ShouldContain("runAsUser: 999");
    }

    [Fact]
    public async Task TLS_ends_before_the_pod()
    {
        await GenerateAsync("entrance");

        var settings = Read("desk/configmap.yaml");
        settings.ShouldContain("services__lending__http__0: http://lending:8081");
        settings.ShouldContain("services__lending__https__0: http://lending:8081");
        Read("lending/configmap.yaml").ShouldNotContain("HTTPS_PORTS");
        Read("lending/deployment.yaml").ShouldContain("containerPort: 5000");
    }

    [Fact]
    public async Task External_endpoints_are_routed_and_the_run_says_where()
    {
        var result = await GenerateAsync("entrance", "--host", "library.example.com", "--ingress-class", "nginx");

        result.Error.ShouldContain("Reached from outside, through the Ingress 'ingress': lending at http://lending.library.example.com/, desk at http://desk.library.example.com/.");
        var ingress = Read("ingress/ingress.yaml");
        ingress.ShouldContain("ingressClassName: nginx");
        ingress.ShouldContain("- host: desk.library.example.com");
    }

    [Fact]
    public async Task A_resource_can_have_a_host_of_its_own()
    {
        await GenerateAsync("entrance", "--host", "library.example.com", "--host", "desk=desk.example.com");

        Read("ingress/ingress.yaml").ShouldContain("- host: desk.example.com");
        Read("ingress/ingress.yaml").ShouldContain("- host: lending.library.example.com");
    }

    [Theory]
    [InlineData("http://shop.example.com", "--host", "shop.example.com")]
    [InlineData("http://shop:8080", "--expose", "none")]
    [InlineData("https://elsewhere.example.com", "-pa", "shop.bindings.http.url=https://elsewhere.example.com")]
    public async Task A_program_that_names_its_own_external_endpoint_is_told_the_address_from_outside(string address, params string[] options)
    {
        var manifest = _folder.Write("shop/aspire-manifest.json", """
            {
              "resources": {
                "shop": {
                  "type": "project.v0",
                  "path": "Shop.csproj",
                  "env": { "CallBackUrl": "{shop.bindings.http.url}/signed-in", "HTTP_PORTS": "{shop.bindings.http.targetPort}" },
                  "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "external": true } }
                },
                "mail": {
                  "type": "project.v0",
                  "path": "Mail.csproj",
                  "env": { "services__shop__http__0": "{shop.bindings.http.url}" }
                }
              }
            }
            """);

        var result = await CommandLine.RunAsync(["generate", "-m", manifest, "-o", _folder["tree"], .. options]);

        result.ExitCode.ShouldBe(0, result.Error);
        Read("shop/configmap.yaml").ShouldContain($"  CallBackUrl: {address}/signed-in\n");
        Read("mail/configmap.yaml").ShouldContain($"  services__shop__http__0: {(options[0] == "-pa" ? address : "http://shop:8080")}\n");
    }

    [Theory]
    [InlineData("nodeport", "type: NodePort")]
    [InlineData("LoadBalancer", "type: LoadBalancer")]
    [InlineData("none", "type: ClusterIP")]
    public async Task The_way_in_can_be_chosen(string way, string type)
    {
        var result = await GenerateAsync("entrance", "--expose", way);

        Read("desk/service.yaml").ShouldContain(type);
        result.Error.ShouldContain(way == "none" ? "Not reached from outside, although external: lending, desk." : "Reached from outside");
        Directory.Exists(_folder["tree/ingress"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--host", "not a host", "'not a host' is no host")]
    [InlineData("--host", "reception=reception.example.com", "--host reception: the manifest has no resource of that name; it has library, search, lending, desk")]
    public async Task A_host_that_is_none_or_nobody_s_is_refused(string option, string value, string problem)
    {
        var result = await GenerateAsync("entrance", option, value);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain(problem);
    }

    [Fact]
    public async Task A_host_without_an_Ingress_is_refused()
    {
        var result = await GenerateAsync("entrance", "--expose", "nodeport", "--host", "library.example.com");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("--host is for an Ingress: leave it out, or --expose NodePort.");
    }

    [Fact]
    public async Task Network_policies_of_a_manifest_break_nothing_that_would_work_without_them()
    {
        await GenerateAsync("entrance");

        var policies = Directory.EnumerateFiles(_folder["tree"], "networkpolicy.yaml", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        policies.Count.ShouldBe(3);
        policies.ShouldAllBe(policy => !policy.Contains("Egress"));
    }

    [Fact]
    public async Task Network_policies_can_be_strict_or_absent()
    {
        await GenerateAsync("entrance", "--network-policies", "strict");
        Read("networkpolicy.yaml").ShouldContain("default-deny");
        Read("lending/networkpolicy.yaml").ShouldContain("cidr: 0.0.0.0/0");
        Read("desk/networkpolicy.yaml").ShouldNotContain("cidr");

        await GenerateAsync("entrance", "--network-policies", "off");
        Directory.EnumerateFiles(_folder["tree"], "networkpolicy.yaml", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Capitals_and_long_names_become_names_of_the_cluster()
    {
        await GenerateAsync("capitals");

        Read("stock-api/configmap.yaml").ShouldContain("ConnectionStrings__MessageBus: amqp://messagebus:5672");
        Read("images.yaml").ShouldContain("name: stock-api\n");
        var web = Directory.EnumerateDirectories(_folder["tree"]).Select(Path.GetFileName).OfType<string>().Single(name => name.StartsWith("a-web-app"));
        web.Length.ShouldBeLessThanOrEqualTo(63);
        Read($"{web}/configmap.yaml").ShouldContain("services__Stock-Api__http__0: http://stock-api:8080");
    }

    [Fact]
    public async Task One_volume_s_name_is_one_claim()
    {
        var result = await GenerateAsync("capitals");

        Directory.EnumerateFiles(_folder["tree"], "persistentvolumeclaim*.yaml", SearchOption.AllDirectories).ShouldHaveSingleItem();
        Read("stock-api/persistentvolumeclaim.yaml").ShouldContain("- ReadWriteMany");
        result.Error.ShouldContain("The volume Warehouse_Uploads is one claim");
    }

    [Fact]
    public async Task Bind_mounts_come_with_their_files()
    {
        var result = await GenerateAsync("bind-mounts");

        result.ExitCode.ShouldBe(0, result.Error);
        Read("edge/deployment.yaml").ShouldContain("subPath: envoy.yaml");
        Read("charts/statefulset.yaml").ShouldContain("path: files/pages/first page.json");
        result.Error.ShouldContain("charts: /etc/grafana/provisioning may be written");
    }

    [Fact]
    public async Task What_no_pod_can_mount_is_refused_by_name()
    {
        var manifest = _folder.Write("agent.json", """
            {
              "resources": {
                "agent": {
                  "type": "container.v0",
                  "image": "docker.io/library/busybox:1.37",
                  "bindMounts": [ { "source": "/var/run/docker.sock", "target": "/var/run/docker.sock", "readOnly": true } ]
                }
              }
            }
            """);

        var result = await CommandLine.RunAsync("generate", "-m", manifest, "-o", _folder["tree"], "--non-interactive");

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith("agent mounts /var/run/docker.sock, a socket of the developer's machine");
    }

    public void Dispose() => _folder.Dispose();

    private string Read(string file) => File.ReadAllText(_folder[$"tree/{file}"]);

    private Task<CommandLine> GenerateAsync(string manifest, params string[] arguments) =>
        CommandLine.RunAsync(["generate", "-m", ForeignManifests.PathOf(manifest), "-o", _folder["tree"], "--non-interactive", .. arguments]);
}
