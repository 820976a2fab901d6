using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Tests.ApplicationModel;

public sealed class SecretTests
{
    [Fact]
    public async Task A_variable_that_contains_a_secret_anywhere_is_a_secret()
    {
        var builder = TestAppHost.Publishing();
        var password = builder.AddParameter("password", secret: true);
        var region = builder.AddParameter("region");
        var database = builder.AddConnectionString("db", ReferenceExpression.Create($"Password={password}"));
        var order = builder.AddService("order")
            .WithReference(database)
            .WithEnvironment("REGION", region)
            .WithEnvironment("DIRECT", password)
            .WithEnvironment("NESTED", ReferenceExpression.Create($"a{ReferenceExpression.Create($"b{database}")}"))
            .WithEnvironment("PLAIN", "text");

        (await SecretsOf(order)).ShouldBe(["ConnectionStrings__db", "DIRECT", "NESTED"]);
    }

    [Fact]
    public async Task The_address_of_a_server_is_no_secret_though_its_connection_string_is_one()
    {
        var builder = TestAppHost.Publishing();
        var server = builder.AddResource(new Server("server", builder.AddParameter("password", secret: true).Resource)).WithEndpoint(name: "tcp");
        var order = builder.AddService("order")
            .WithEnvironment("HOST", server.GetEndpoint("tcp").Property(EndpointProperty.Host))
            .WithEnvironment("CONNECTION", server.Resource);

        (await SecretsOf(order)).ShouldBe(["CONNECTION"]);
    }

    [Fact]
    public async Task A_connection_string_from_configuration_is_a_secret_because_it_may_hold_credentials()
    {
        var builder = TestAppHost.Publishing();
        var order = builder.AddService("order").WithReference(builder.AddConnectionString("db"));

        (await SecretsOf(order)).ShouldBe(["ConnectionStrings__db"]);
    }

    [Fact]
    public void A_value_that_refers_to_itself_is_an_error_that_names_the_cycle()
    {
        var a = new Cyclic("a");
        var b = new Cyclic("b") { Other = a };
        a.Other = b;

        Should.Throw<DistributedApplicationException>(() => ValueReferences.PartsOf(a)).Message.ShouldContain("'a' → 'b' → 'a'");
    }

    [Fact]
    public void Secret_text_does_not_show_itself() => new SecretText("key").ToString().ShouldNotContain("key");

    private static async Task<IEnumerable<string>> SecretsOf(IResourceBuilder<ProjectResource> resource)
    {
        var configuration = await ResourceConfiguration.EvaluateAsync(resource.Resource, resource.ApplicationBuilder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return configuration.Environment.Where(variable => variable.IsSecret).Select(variable => variable.Name);
    }

    private sealed class Server(string name, ParameterResource password) : ContainerResource(name), IResourceWithConnectionString
    {
        public ReferenceExpression ConnectionStringExpression =>
            ReferenceExpression.Create($"Host={this.GetEndpoint("tcp").Property(EndpointProperty.Host)};Password={password}");
    }

    private sealed class Cyclic(string name) : Resource(name), IResourceWithConnectionString
    {
        public Cyclic? Other { get; set; }

        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Other!}");
    }
}
