using Aspire.Hosting.Additions;

internal sealed partial class Program
{
    static partial void AddEntrance(IDistributedApplicationBuilder builder, ref ReferenceExpression? publicUrl)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            var gateway = builder.AddLocalGateway("gateway", port: 8080);
            publicUrl = ReferenceExpression.Create($"{gateway.GetEndpoint(GatewayResource.EndpointName)}");
        }
    }

    static partial void AddRoutes(IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> auth, IResourceBuilder<ProjectResource> order, IResourceBuilder<ProjectResource> frontend)
    {
        if (builder.Resources.OfType<GatewayResource>().FirstOrDefault() is { } gateway)
        {
            builder.CreateResourceBuilder(gateway)
                .WithRoute("/auth", auth.GetEndpoint("http"))
                .WithRoute("/orders", order.GetEndpoint("http"))
                .WithRoute("/", frontend.GetEndpoint("http"));
        }
    }
}
