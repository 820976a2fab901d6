using Aspire.Hosting.LocalCluster.Gateway;

namespace Aspire.Hosting.LocalCluster.Tests.Gateway;

public sealed class GatewayRouteTableTests
{
    private readonly GatewayRouteTable _table = new(
    [
        Route("/", "frontend"),
        Route("/auth", "auth"),
        Route("/auth/admin/", "admin"),
        Route("/auth/login", "login", GatewayPathType.Exact),
    ]);

    [Theory]
    [InlineData("/", "frontend")]
    [InlineData("/auth", "auth")]
    [InlineData("/auth/", "auth")]
    [InlineData("/auth/register", "auth")]
    [InlineData("/author", "frontend")]
    [InlineData("/AUTH", "frontend")]
    [InlineData("/auth/admin", "admin")]
    [InlineData("/auth/admin/users", "admin")]
    [InlineData("/auth/login", "login")]
    [InlineData("/auth/login/", "auth")]
    public void Decides_as_an_Ingress_does(string path, string resource) => _table.Find(path)!.Pool.Resource.ShouldBe(resource);

    [Fact]
    public void Knows_when_nobody_answers() => new GatewayRouteTable([Route("/auth", "auth")]).Find("/").ShouldBeNull();

    [Theory]
    [InlineData("/auth", "/health", true)]
    [InlineData("/auth", "/auth/health", true)]
    [InlineData("/auth", "/AUTH/Health/", true)]
    [InlineData("/", "/health", true)]
    [InlineData("/", "/health/insurance", false)]
    [InlineData("/auth", "/auth/healthy", false)]
    [InlineData("/auth", "/auth", false)]
    public void Knows_the_path_of_a_probe(string route, string path, bool isProbe)
    {
        var endpoint = ModelOf.EndpointWithProbe("auth", "/health");

        new RouteTarget(new(route, GatewayPathType.Prefix, endpoint), new(endpoint, TimeProvider.System)).IsProbe(path).ShouldBe(isProbe);
    }

    private static RouteTarget Route(string path, string resource, GatewayPathType type = GatewayPathType.Prefix)
    {
        var endpoint = ModelOf.Endpoint(resource);
        return new(new(path, type, endpoint), new(endpoint, TimeProvider.System));
    }
}
