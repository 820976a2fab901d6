using Aspire.Hosting.Additions;
using Aspire.Hosting.Kubernetes;

internal sealed partial class Program
{
    static partial void AddEntrance(IDistributedApplicationBuilder builder, IResourceBuilder<KubernetesIngressResource> ingress, ref ReferenceExpression? publicUrl)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            var gateway = builder.AddLocalGateway("gateway", port: 8080).WithRoutesOf(ingress);
            publicUrl = ReferenceExpression.Create($"{gateway.GetEndpoint(GatewayResource.EndpointName)}");
        }
    }

    static partial void AddCluster(
        IResourceBuilder<KubernetesEnvironmentResource> k8s,
        IResourceBuilder<ProjectResource> auth,
        IResourceBuilder<ProjectResource> order,
        IResourceBuilder<ProjectResource> frontend,
        IResourceBuilder<ParameterResource> signingKey,
        IResourceBuilder<ParameterResource>? publicAddress)
    {
        auth.WithAutoscaling(minReplicas: 2, maxReplicas: 6)
            .WithSecretFiles("Auth__SigningKeysDirectory", "/etc/auth/signing-keys", ("current.pem", signingKey));
        order.WithAutoscaling(minReplicas: 2, maxReplicas: 10);
        frontend.WithAutoscaling(minReplicas: 2, maxReplicas: 6).WithServiceName("frontend");

        // Who accepts a secret's previous value as well, so that it can be rotated while everything runs. Of the keys, the last name signs.
        auth.WithPreviousSecret("current.pem", "1-previous.pem")
            .WithPreviousSecret("Auth__Frontend__ClientSecret", "Auth__Frontend__PreviousClientSecret")
            .WithPreviousSecret("ConnectionStrings__authdb", "ConnectionStrings__authdb__Previous");
        order.WithPreviousSecret("ConnectionStrings__orderdb", "ConnectionStrings__orderdb__Previous");
        frontend.WithPreviousSecret("ConnectionStrings__frontenddb", "ConnectionStrings__frontenddb__Previous");

        if (publicAddress is null)
        {
            return;
        }

        k8s.WithOverlay("minikube", minikube => minikube
            .WithoutAutoscaling()
            .WithReplicas(1)
            .WithResources(cpuRequest: "50m", memoryRequest: "128Mi"));

        // The same host over HTTPS: with the certificate of a Secret that whoever deploys makes (docs/kubernetes.md).
        k8s.WithOverlay("tls", tls => tls
            .WithParameter(publicAddress, "https://devops.local")
            .WithTls("devops-tls"));

        k8s.WithOverlay("production", production => production
            .WithParameter(publicAddress, "https://devops.example.com")
            .WithHostname("devops.example.com")
            .WithTls("devops-tls")
            .WithReplicas(3)
            .WithResources(cpuRequest: "250m", memoryRequest: "256Mi", cpuLimit: "2", memoryLimit: "1Gi")
            .WithStorage("20Gi"));
    }
}
