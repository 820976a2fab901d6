using Aspire.Hosting.Additions;

internal sealed partial class Program
{
    static partial void AddEntrance(IDistributedApplicationBuilder builder, ref ReferenceExpression? publicUrl)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            var gateway = builder.AddLocalGateway("gateway", port: 8080);
            publicUrl = ReferenceExpression.Create($"{gateway.GetEndpoint("http")}");
        }
    }
}
