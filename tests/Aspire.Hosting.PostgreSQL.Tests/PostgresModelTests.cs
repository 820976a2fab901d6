using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.PostgreSQL.Tests;

public sealed class PostgresModelTests
{
    [Fact]
    public async Task A_client_finds_the_connection_string_and_its_parts()
    {
        var builder = Running("--Parameters:postgres-password=p/w d");
        var server = builder.AddPostgres("postgres");
        var orders = server.AddDatabase("orders", "store");
        var api = builder.AddContainer("api", "api").WithReference(orders);
        var endpoint = server.GetEndpoint("tcp").EndpointAnnotation;
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5433);

        var environment = await ResolveAsync(api);

        environment["ConnectionStrings__orders"].ShouldBe("Host=localhost;Port=5433;Username=postgres;Password=p/w d;Database=store");
        environment["ORDERS_HOST"].ShouldBe("localhost");
        environment["ORDERS_PORT"].ShouldBe("5433");
        environment["ORDERS_USERNAME"].ShouldBe("postgres");
        environment["ORDERS_PASSWORD"].ShouldBe("p/w d");
        environment["ORDERS_URI"].ShouldBe("postgresql://postgres:p%2Fw%20d@localhost:5433/store");
        environment["ORDERS_JDBCCONNECTIONSTRING"].ShouldBe("jdbc:postgresql://localhost:5433/store");
        environment["ORDERS_DATABASENAME"].ShouldBe("store");
    }

    [Fact]
    public async Task What_holds_the_password_is_a_secret_and_nothing_else_is()
    {
        var builder = Running();
        var api = builder.AddContainer("api", "api").WithReference(builder.AddPostgres("postgres").AddDatabase("orders"));

        var configuration = await ResourceConfiguration.EvaluateAsync(api.Resource, builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        configuration.Environment.Where(variable => variable.IsSecret).Select(variable => variable.Name).ShouldBe(["ConnectionStrings__orders", "ORDERS_PASSWORD", "ORDERS_URI"]);
        configuration.ReferencedEndpoints.ShouldHaveSingleItem().ToString().ShouldBe("postgres/tcp");
    }

    [Fact]
    public void A_user_name_of_one_s_own_is_encoded_too()
    {
        var builder = Running();
        var server = builder.AddPostgres("postgres", userName: builder.AddParameter("user"));

        server.Resource.UriExpression.ValueExpression.ShouldStartWith("postgresql://{user-uri-encoded.value}:{postgres-password-uri-encoded.value}@");
        server.Resource.ConnectionStringExpression.ValueExpression.ShouldContain("Username={user.value};");
    }

    [Fact]
    public void A_data_volume_keeps_the_data_directory()
    {
        var server = Running().AddPostgres("postgres").WithDataVolume();

        var mount = server.Resource.Annotations.OfType<ContainerMountAnnotation>().ShouldHaveSingleItem();
        mount.Type.ShouldBe(ContainerMountType.Volume);
        mount.Source.ShouldNotBeNull().ShouldEndWith("-postgres-data");
        mount.Target.ShouldBe("/var/lib/postgresql/data");
    }

    [Fact]
    public void The_port_that_others_use_can_be_fixed()
    {
        var server = Running().AddPostgres("postgres").WithHostPort(5432);

        server.GetEndpoint("tcp").EndpointAnnotation.Port.ShouldBe(5432);
    }

    [Fact]
    public void A_database_belongs_to_its_server()
    {
        var server = Running().AddPostgres("postgres");
        var orders = server.AddDatabase("orders", "store");

        orders.Resource.Parent.ShouldBe(server.Resource);
        server.Resource.Databases.ShouldBe(new Dictionary<string, string> { ["orders"] = "store" });
    }

    private static IDistributedApplicationBuilder Running(params string[] args) =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = args, ProjectDirectory = AppContext.BaseDirectory });

    private static async Task<Dictionary<string, string?>> ResolveAsync(IResourceBuilder<ContainerResource> resource)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var configuration = await ResourceConfiguration.EvaluateAsync(resource.Resource, resource.ApplicationBuilder.ExecutionContext, cancellationToken: cancellationToken);
        var environment = new Dictionary<string, string?>();
        foreach (var variable in configuration.Environment)
        {
            environment[variable.Name] = await variable.ResolveAsync(new ValueProviderContext { Caller = resource.Resource }, cancellationToken);
        }

        return environment;
    }
}
