using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class ReferenceTests
{
    [Fact]
    public async Task A_referenced_service_is_found_by_service_discovery_and_by_its_own_variable()
    {
        var builder = TestAppHost.Running();
        var auth = builder.AddService("auth-api").WithHttpEndpoint(port: 8000).WithEndpoint(name: "grpc", scheme: "http");
        var order = builder.AddService("order").WithReference(auth);
        auth.Allocate("http", 8000);
        auth.Allocate("grpc", 8001);

        var environment = await order.ResolveAsync();

        environment["services__auth-api__http__0"].ShouldBe("http://localhost:8000");
        environment["services__auth-api__grpc__0"].ShouldBe("http://localhost:8001");
        environment["AUTH_API_HTTP"].ShouldBe("http://localhost:8000");
        environment["AUTH_API_GRPC"].ShouldBe("http://localhost:8001");
    }

    [Fact]
    public async Task A_reference_to_one_endpoint_brings_only_that_one()
    {
        var builder = TestAppHost.Running();
        var auth = builder.AddService("auth").WithHttpEndpoint().WithHttpEndpoint(name: "admin");
        var order = builder.AddService("order").WithReference(auth.GetEndpoint("admin"));

        (await order.ExpressionsAsync()).Keys.ShouldBe(["AUTH_ADMIN", "services__auth__admin__0"]);
    }

    [Fact]
    public async Task A_reference_twice_is_a_reference_once()
    {
        var builder = TestAppHost.Running();
        var auth = builder.AddService("auth").WithHttpEndpoint();
        var order = builder.AddService("order").WithReference(auth).WithReference(auth.GetEndpoint("http"));

        (await order.ExpressionsAsync()).Keys.ShouldBe(["AUTH_HTTP", "services__auth__http__0"]);
    }

    [Fact]
    public async Task A_reference_may_be_made_before_the_endpoint_is()
    {
        var builder = TestAppHost.Publishing();
        var auth = builder.AddService("auth");
        var order = builder.AddService("order").WithReference(auth);
        auth.WithHttpEndpoint();

        (await order.ExpressionsAsync())["services__auth__http__0"].ShouldBe("{auth.bindings.http.url}");
    }

    [Fact]
    public async Task An_endpoint_that_does_not_exist_is_an_error_that_names_those_that_do()
    {
        var builder = TestAppHost.Running();
        var auth = builder.AddService("auth").WithHttpEndpoint();
        var order = builder.AddService("order").WithReference(auth.GetEndpoint("https"));

        var message = (await Should.ThrowAsync<DistributedApplicationException>(order.ExpressionsAsync)).Message;
        message.ShouldContain("'https'");
        message.ShouldContain("'http'");
    }

    [Fact]
    public async Task A_connection_string_comes_under_the_name_of_its_resource()
    {
        var builder = TestAppHost.Running();
        var password = builder.AddParameter("password", "p;w", secret: true);
        var database = builder.AddConnectionString("ordersdb", ReferenceExpression.Create($"Host=h;Password={password}"));
        var order = builder.AddService("order").WithReference(database).WithReference(database, connectionName: "Other");

        var environment = await order.ResolveAsync();

        environment["ConnectionStrings__ordersdb"].ShouldBe("Host=h;Password=p;w");
        environment["ConnectionStrings__Other"].ShouldBe("Host=h;Password=p;w");
    }

    [Fact]
    public async Task A_missing_connection_string_is_an_error_unless_it_is_optional()
    {
        var builder = TestAppHost.Running();
        var database = builder.AddConnectionString("db");

        (await Should.ThrowAsync<DistributedApplicationException>(() => builder.AddService("a").WithReference(database).ResolveAsync())).Message.ShouldContain("ConnectionStrings__db");
        (await builder.AddService("b").WithReference(database, optional: true).ResolveAsync())["ConnectionStrings__db"].ShouldBeNull();
    }

    [Fact]
    public async Task A_resource_chooses_which_variables_its_references_bring()
    {
        var builder = TestAppHost.Running();
        var auth = builder.AddService("auth").WithHttpEndpoint();
        var order = builder.AddService("order").WithReference(auth).WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ServiceDiscovery);

        (await order.ExpressionsAsync()).Keys.ShouldBe(["services__auth__http__0"]);
    }

    [Fact]
    public async Task An_external_service_is_found_by_its_scheme()
    {
        var builder = TestAppHost.Running();
        var mail = builder.AddExternalService("mail", "https://mail.example/");
        var order = builder.AddService("order").WithReference(mail);

        var environment = await order.ResolveAsync();

        environment["services__mail__https__0"].ShouldBe("https://mail.example/");
        environment["MAIL_HTTPS"].ShouldBe("https://mail.example/");
    }

    [Fact]
    public void An_external_service_with_a_path_is_refused() =>
        Should.Throw<DistributedApplicationException>(() => TestAppHost.Running().AddExternalService("mail", "https://mail.example/v1")).Message.ShouldContain("/v1");

    [Fact]
    public async Task It_is_known_who_talks_to_whom_through_connection_strings_too()
    {
        var builder = TestAppHost.Publishing();
        var server = builder.AddContainer("db", "db").WithEndpoint(targetPort: 5432, name: "tcp");
        var database = builder.AddConnectionString("orders", ReferenceExpression.Create($"Host={server.GetEndpoint("tcp").Property(EndpointProperty.Host)}"));
        var auth = builder.AddService("auth").WithHttpEndpoint();
        var order = builder.AddService("order").WithHttpEndpoint().WithReference(database).WithReference(auth);

        var configuration = await ResourceConfiguration.EvaluateAsync(order.Resource, builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        configuration.ReferencedEndpoints.Select(endpoint => endpoint.ToString()).ShouldBe(["db/tcp", "auth/http"]);
    }

    [Fact]
    public async Task A_value_that_cannot_be_used_is_an_error_that_names_the_variable_and_the_resource()
    {
        var builder = TestAppHost.Running();
        var order = builder.AddService("order").WithEnvironment(context => context.EnvironmentVariables["WHEN"] = new object());

        var message = (await Should.ThrowAsync<DistributedApplicationException>(order.ExpressionsAsync)).Message;
        message.ShouldContain("'WHEN'");
        message.ShouldContain("'order'");
    }
}
