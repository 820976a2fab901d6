using Aspire.Hosting.Running.Proxying;

namespace Aspire.Hosting.Tests.Running;

public class GatewayRouteTableTests
{
    private readonly GatewayRouteTable _table = new(
    [
        Route(null, "/", "frontend"),
        Route(null, "/auth", "auth"),
        Route(null, "/auth/admin/", "admin"),
        Route(null, "/auth/login", "login", isExact: true),
        Route("shop.local", "/", "shop"),
        Route("*.tenants.local", "/", "tenant"),
    ]);

    [Theory]
    [InlineData("devops.local", "/", "frontend")]
    [InlineData("devops.local", "/auth", "auth")]
    [InlineData("devops.local", "/auth/", "auth")]
    [InlineData("devops.local", "/auth/register", "auth")]
    [InlineData("devops.local", "/author", "frontend")]
    [InlineData("devops.local", "/AUTH", "frontend")]
    [InlineData("devops.local", "/auth/admin", "admin")]
    [InlineData("devops.local", "/auth/admin/users", "admin")]
    [InlineData("devops.local", "/auth/login", "login")]
    [InlineData("devops.local", "/auth/login/", "auth")]
    [InlineData("SHOP.local", "/auth", "shop")]
    [InlineData("a.tenants.local", "/", "tenant")]
    [InlineData("a.b.tenants.local", "/", "frontend")]
    [InlineData("tenants.local", "/", "frontend")]
    public void Decides_as_an_Ingress_does(string host, string path, string resource) =>
        _table.Find(host, path)!.Pool.Resource.ShouldBe(resource);

    [Fact]
    public void Knows_when_nobody_answers() =>
        new GatewayRouteTable([Route(null, "/auth", "auth")]).Find("devops.local", "/").ShouldBeNull();

    private static GatewayRoute Route(string? host, string path, string resource, bool isExact = false) =>
        new(host, path, isExact, new BackendPool(resource, TimeProvider.System));
}
