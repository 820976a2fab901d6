var builder = DistributedApplication.CreateBuilder(args);

// Secrets: generated on the first run and kept in user secrets; whoever deploys gives others.
var signingKey = builder.AddParameter("auth-signing-key", new EcPrivateKeyDefault(), secret: true, persist: true)
    .WithDescription("The key that auth signs tokens with: P-256, PEM.");
var adminPassword = builder.AddParameter("admin-password", new GenerateParameterDefault { MinLength = 20 }, secret: true, persist: true)
    .WithDescription("The password of admin@devops.local.");
var clientSecret = builder.AddParameter("frontend-client-secret", new GenerateParameterDefault { MinLength = 32, Special = false }, secret: true, persist: true)
    .WithDescription("What the frontend proves itself by to auth.");
var dataProtectionKey = builder.AddParameter("data-protection-key", new SymmetricKeyDefault(), secret: true, persist: true)
    .WithDescription("What the keys of cookies are encrypted with in the databases: 32 bytes, Base64.");

// Data: SQLite files under F5, one PostgreSQL server where it is published.
var databases = Databases.Add(builder);

// Nobody waits for another service: each starts at once and bears the others being away.
var auth = builder.AddProject<Projects.Auth>("auth")
    .WithHttpEndpoint(port: 8000)
    .WithExternalHttpEndpoints()
    .WithoutHttpsCertificate()
    .WithDatabase(databases.Auth)
    .WithEnvironment("Auth__SigningKey", signingKey)
    .WithEnvironment("Auth__AdminPassword", adminPassword)
    .WithEnvironment("Auth__Frontend__ClientSecret", clientSecret)
    .WithEnvironment("DataProtection__Key", dataProtectionKey)
    .WithProbes()
    .WithApiReference("/auth/scalar")
    .WithReplicas(2);

var order = builder.AddProject<Projects.Order>("order")
    .WithHttpEndpoint(port: 4000)
    .WithExternalHttpEndpoints()
    .WithoutHttpsCertificate()
    .WithDatabase(databases.Order)
    .WithReference(auth)
    .WithProbes()
    .WithApiReference("/orders/scalar")
    .WithReplicas(2);

var frontend = builder.AddProject<Projects.Frontend>("frontend")
    .WithHttpEndpoint(port: 3000)
    .WithExternalHttpEndpoints()
    .WithoutHttpsCertificate()
    .WithDatabase(databases.Frontend)
    .WithReference(auth)
    .WithReference(order)
    .WithEnvironment("Auth__ClientSecret", clientSecret)
    .WithEnvironment("DataProtection__Key", dataProtectionKey)
    .WithProbes()
    .WithUrlForEndpoint("http", url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly)
    .WithReplicas(2);

// The cluster: everything above as Kubernetes objects, reached by one Ingress.
var k8s = builder.AddKubernetesEnvironment("k8s")
    .WithHelm(helm => helm.WithChartName("devops").WithNamespace("devops"))
    .WithDashboard(dashboard => dashboard.WithNamespaceResources("../hosting/NamespaceResources/NamespaceResources.csproj"));

var ingress = k8s.AddIngress("ingress")
    .WithIngressClass("nginx")
    .WithStreams(heartbeat: TimeSpan.FromSeconds(15))
    .WithPath("devops.local", "/auth", auth.GetEndpoint("http"))
    .WithPath("devops.local", "/orders", order.GetEndpoint("http"))
    .WithPath("devops.local", "/", frontend.GetEndpoint("http"));

// F5: the same routes on this machine, and processes that come back, as in a cluster.
builder.WithBuiltPrograms().WithSelfHealing();
var gateway = builder.AddLocalGateway("gateway", port: 8080)
    .WithRoutesOf(ingress)
    .WithUrlForEndpoint(LocalGatewayResource.EndpointName, url => url.DisplayText = "Shop");

// The one address that browsers see, and tokens name: the Ingress', or under F5 the gateway's. There, a login leads back to the frontend's own address as well.
var publicUrl = builder.AddParameter("public-url", "http://devops.local", publishValueAsDefault: true)
    .WithDescription("The address of the application in a cluster: what browsers see and tokens name.");
var address = builder.ExecutionContext.IsRunMode ? ReferenceExpression.Create($"{gateway.GetEndpoint("http")}") : ReferenceExpression.Create($"{publicUrl}");
auth.WithEnvironment("Auth__Issuer", $"{address}/auth")
    .WithEnvironment("Auth__Frontend__Address", builder.ExecutionContext.IsRunMode ? ReferenceExpression.Create($"{address},{frontend.GetEndpoint("http")}") : address);
order.WithEnvironment("Auth__Issuer", $"{address}/auth");
frontend.WithEnvironment("Auth__Issuer", $"{address}/auth");

// What only a cluster does: scaling by load, secrets as files, and secrets that are rotated while everything runs. Of the keys, the last name signs.
auth.WithAutoscaling(minReplicas: 2, maxReplicas: 6)
    .WithSecretFiles("Auth__SigningKeysDirectory", "/etc/auth/signing-keys", ("current.pem", signingKey))
    .WithPreviousSecret("current.pem", "1-previous.pem")
    .WithPreviousSecret("Auth__AdminPassword", "Auth__PreviousAdminPassword")
    .WithPreviousSecret("Auth__Frontend__ClientSecret", "Auth__Frontend__PreviousClientSecret")
    .WithPreviousSecret("DataProtection__Key", "DataProtection__PreviousKey")
    .WithPreviousSecret("ConnectionStrings__authdb", "ConnectionStrings__authdb__Previous");
order.WithAutoscaling(minReplicas: 2, maxReplicas: 10)
    .WithPreviousSecret("ConnectionStrings__orderdb", "ConnectionStrings__orderdb__Previous");
frontend.WithAutoscaling(minReplicas: 2, maxReplicas: 6)
    .WithServiceName("frontend")
    .WithPreviousSecret("DataProtection__Key", "DataProtection__PreviousKey")
    .WithPreviousSecret("ConnectionStrings__frontenddb", "ConnectionStrings__frontenddb__Previous");

// The same for other places: the gateways' have the same routes for a controller of the Gateway API, production too. TLS takes the certificate of a Secret that whoever deploys makes (docs/kubernetes.md).
k8s.WithOverlay("minikube", minikube => minikube
        .WithoutAutoscaling()
        .WithReplicas(1)
        .WithResources(cpuRequest: "50m", memoryRequest: "128Mi"))
    .WithOverlay("tls", tls => tls
        .WithParameter(publicUrl, "https://devops.local")
        .WithTls("devops-tls"))
    .WithOverlay("gateway", gateway => gateway
        .WithGatewayApi("nginx"))
    .WithOverlay("gateway-tls", gateway => gateway
        .WithGatewayApi("nginx")
        .WithParameter(publicUrl, "https://devops.local")
        .WithTls("devops-tls"))
    .WithOverlay("production", production => production
        .WithGatewayApi("nginx")
        .WithParameter(publicUrl, "https://devops.example.com")
        .WithHostname("devops.example.com")
        .WithTls("devops-tls")
        .WithReplicas(3)
        .WithResources(cpuRequest: "250m", memoryRequest: "256Mi", cpuLimit: "2", memoryLimit: "1Gi")
        .WithStorage("20Gi"));

builder.Build().Run();
