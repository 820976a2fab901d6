using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class ProjectTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aspire-tests-");

    private string ProjectPath => Path.Combine(_directory.FullName, "Api.csproj");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Each_replica_listens_on_ports_of_its_own()
    {
        var api = TestAppHost.Running().AddProject("api", ProjectPath).WithHttpEndpoint(port: 8000).WithHttpEndpoint(name: "admin", env: "ADMIN_PORT");
        api.Allocate("http", 8000);
        api.Allocate("admin", 8001);

        var environment = await api.ResolveAsync(Replica(api, "api-2", ("http", 40001), ("admin", 40002)));

        environment["ASPNETCORE_URLS"].ShouldBe("http://localhost:40001;http://localhost:40002");
        environment["ADMIN_PORT"].ShouldBe("40002");
    }

    [Fact]
    public async Task When_published_it_listens_on_the_ports_that_the_deployment_gives()
    {
        var api = TestAppHost.Publishing().AddProject("api", ProjectPath).WithHttpEndpoint(port: 8000);

        var environment = await api.ExpressionsAsync();

        environment["HTTP_PORTS"].ShouldBe("{api.bindings.http.targetPort}");
        environment.ShouldNotContainKey("ASPNETCORE_URLS");
        environment["ASPNETCORE_FORWARDEDHEADERS_ENABLED"].ShouldBe("true");
    }

    [Fact]
    public async Task Its_telemetry_goes_to_the_dashboard_under_an_instance_id_of_each_replica()
    {
        var builder = TestAppHost.Running("--environment", "Development");
        builder.Set("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:18889");
        builder.Set("AppHost:OtlpApiKey", "k3y");
        var api = builder.AddProject("api", ProjectPath);

        var environment = await api.ResolveAsync(Replica(api, "api-2"));

        environment["OTEL_EXPORTER_OTLP_ENDPOINT"].ShouldBe("http://localhost:18889");
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"].ShouldBe("grpc");
        environment["OTEL_EXPORTER_OTLP_HEADERS"].ShouldBe("x-otlp-api-key=k3y");
        environment["OTEL_SERVICE_NAME"].ShouldBe("api");
        environment["OTEL_RESOURCE_ATTRIBUTES"].ShouldBe("service.instance.id=api-2");
        environment["OTEL_BSP_SCHEDULE_DELAY"].ShouldBe("1000");
        environment["OTEL_BLRP_SCHEDULE_DELAY"].ShouldBe("1000");
        environment["OTEL_METRIC_EXPORT_INTERVAL"].ShouldBe("1000");
        environment["OTEL_TRACES_SAMPLER"].ShouldBe("always_on");
        environment["OTEL_METRICS_EXEMPLAR_FILTER"].ShouldBe("trace_based");
        environment["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"].ShouldBe("true");
        environment["LOGGING__CONSOLE__FORMATTERNAME"].ShouldBe("simple");
    }

    [Fact]
    public async Task The_key_of_the_dashboard_counts_as_a_secret()
    {
        var builder = TestAppHost.Running();
        builder.Set("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:18889");
        builder.Set("AppHost:OtlpApiKey", "k3y");
        var api = builder.AddProject("api", ProjectPath);

        var configuration = await ResourceConfiguration.EvaluateAsync(api.Resource, builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        configuration.Environment.Single(variable => variable.IsSecret).Name.ShouldBe("OTEL_EXPORTER_OTLP_HEADERS");
    }

    [Fact]
    public async Task Outside_of_development_telemetry_is_not_hurried_and_without_a_dashboard_there_is_none()
    {
        var builder = TestAppHost.Running("--environment", "Production");
        var api = builder.AddProject("api", ProjectPath);
        (await api.ExpressionsAsync()).Keys.ShouldNotContain(name => name.StartsWith("OTEL_EXPORTER", StringComparison.Ordinal));

        builder.Set("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://localhost:18889");
        (await api.ExpressionsAsync()).ShouldNotContainKey("OTEL_BSP_SCHEDULE_DELAY");
    }

    [Fact]
    public async Task A_launch_profile_s_variables_and_arguments_apply_first()
    {
        WriteLaunchSettings("""
            {
              // comments are allowed
              "profiles": {
                "IIS": { "commandName": "IISExpress" },
                "http": {
                  "commandName": "Project",
                  "commandLineArgs": "--greeting \"good day\" --plain",
                  "applicationUrl": "http://localhost:5005",
                  "environmentVariables": { "FROM": "profile", "BOTH": "profile", "ASPNETCORE_ENVIRONMENT": "Staging" }
                }
              }
            }
            """);
        var api = TestAppHost.Running().AddProject("api", ProjectPath).WithEnvironment("BOTH", "model");
        api.Allocate("http", 5005);

        var environment = await api.ResolveAsync(Replica(api, "api-1", ("http", 1234)));
        environment["FROM"].ShouldBe("profile");
        environment["BOTH"].ShouldBe("model");
        environment["ASPNETCORE_ENVIRONMENT"].ShouldBe("Staging");
        api.GetEndpoint("http").EndpointAnnotation.Port.ShouldBe(5005);

        var configuration = await ResourceConfiguration.EvaluateAsync(api.Resource, api.ApplicationBuilder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        configuration.Arguments.Select(argument => argument.Value).ShouldBe(["--greeting", "good day", "--plain"]);
    }

    [Fact]
    public void An_endpoint_of_the_model_takes_the_place_of_the_profile_s()
    {
        WriteLaunchSettings("""{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5005" } } }""");

        var api = TestAppHost.Running().AddProject("api", ProjectPath).WithHttpEndpoint(port: 8000);

        api.Resource.Annotations.OfType<EndpointAnnotation>().ShouldHaveSingleItem().Port.ShouldBe(8000);
    }

    [Fact]
    public void Without_a_profile_nothing_of_the_launch_settings_is_used()
    {
        WriteLaunchSettings("""{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5005" } } }""");

        TestAppHost.Running().AddProject("api", ProjectPath, launchProfileName: null).Resource.Annotations.OfType<EndpointAnnotation>().ShouldBeEmpty();
    }

    [Fact]
    public void A_profile_that_does_not_exist_is_an_error_that_names_those_that_do()
    {
        WriteLaunchSettings("""{ "profiles": { "http": { "commandName": "Project" } } }""");

        var message = Should.Throw<DistributedApplicationException>(() => TestAppHost.Running().AddProject("api", ProjectPath, "https")).Message;
        message.ShouldContain("'https'");
        message.ShouldContain("'http'");
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("""{ "profiles": { "http": { "commandName": "Project", "applicationUrl": "localhost:5005" } } }""")]
    public void Launch_settings_that_cannot_be_used_are_an_error_that_names_the_resource(string json)
    {
        WriteLaunchSettings(json);

        Should.Throw<DistributedApplicationException>(() => TestAppHost.Running().AddProject("api", ProjectPath)).Message.ShouldContain("'api'");
    }

    [Fact]
    public void The_number_of_replicas_is_not_negative()
    {
        var api = TestAppHost.Running().AddProject("api", ProjectPath).WithReplicas(3);
        api.Resource.GetReplicaCount().ShouldBe(3);

        Should.Throw<DistributedApplicationException>(() => api.WithReplicas(-1)).Message.ShouldContain("'api'");
    }

    private static ReplicaValueProviderContext Replica(IResourceBuilder<ProjectResource> resource, string id, params (string Endpoint, int Port)[] ports) => new()
    {
        Caller = resource.Resource,
        InstanceId = id,
        TargetPorts = ports.ToDictionary(port => port.Endpoint, port => port.Port),
    };

    private void WriteLaunchSettings(string json)
    {
        var properties = _directory.CreateSubdirectory("Properties");
        File.WriteAllText(Path.Combine(properties.FullName, "launchSettings.json"), json);
    }
}
