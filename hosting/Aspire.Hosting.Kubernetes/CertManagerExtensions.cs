using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>Adds cert-manager to a cluster, authorities that it gets certificates from, and Gateways that are served with them.</summary>
public static class CertManagerExtensions
{
    internal const string IssuerAnnotation = "cert-manager.io/cluster-issuer";

    private const string Chart = "oci://quay.io/jetstack/charts/cert-manager";
    private const string DefaultVersion = "v1.20.2";
    private const string LetsEncryptProduction = "https://acme-v02.api.letsencrypt.org/directory";
    private const string LetsEncryptStaging = "https://acme-staging-v02.api.letsencrypt.org/directory";

    /// <summary>
    /// Installs cert-manager, with its definitions and with support for the Gateway API, before the application. It goes with the application; where others
    /// use it too, install it once by itself instead, and name its issuer in an annotation of the Gateway.
    /// </summary>
    /// <param name="builder">The cluster.</param>
    /// <param name="name">The resource's name; the chart is the resource <c>NAME-chart</c>.</param>
    /// <param name="chartVersion">The chart's version; <see langword="null"/> is one that is known to work.</param>
    /// <returns>A builder of it.</returns>
    /// <exception cref="ArgumentException">The name leaves no room for the chart's, or the version is none.</exception>
    public static IResourceBuilder<CertManagerResource> AddCertManager(this IResourceBuilder<KubernetesEnvironmentResource> builder, string name, string? chartVersion = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var chart = builder.AddHelmChart($"{name}-chart", Chart, chartVersion ?? DefaultVersion)
            .WithHelmValue("crds.enabled", "true")
            .WithHelmValue("config.apiVersion", "controller.config.cert-manager.io/v1alpha1")
            .WithHelmValue("config.kind", "ControllerConfiguration")
            .WithHelmValue("config.enableGatewayAPI", "true")
            .WithForceConflicts()
            .WithDestroy();
        return builder.AddPublishOnlyChild(new CertManagerResource(name, builder.Resource, chart.Resource));
    }

    /// <summary>Adds an authority. It needs to be told which one, and how the application proves that a host is its own.</summary>
    /// <param name="builder">The cert-manager that serves it.</param>
    /// <param name="name">The resource's name, which is also the ClusterIssuer's, in lower case.</param>
    /// <returns>A builder of the authority.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> AddIssuer(this IResourceBuilder<CertManagerResource> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        return builder.ApplicationBuilder.CreateResourceBuilder(builder.Resource.Parent).AddPublishOnlyChild(new CertManagerIssuerResource(name, builder.Resource));
    }

    /// <summary>Gets certificates from Let's Encrypt.</summary>
    /// <param name="builder">The authority.</param>
    /// <param name="email">Where it writes to when something is wrong with a certificate.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> WithLetsEncryptProduction(this IResourceBuilder<CertManagerIssuerResource> builder, string email) =>
        builder.WithAcmeServer(LetsEncryptProduction, email);

    /// <summary>Gets certificates from Let's Encrypt.</summary>
    /// <param name="builder">The authority.</param>
    /// <param name="email">The parameter with the address that it writes to when something is wrong with a certificate.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> WithLetsEncryptProduction(this IResourceBuilder<CertManagerIssuerResource> builder, IResourceBuilder<ParameterResource> email) =>
        builder.WithAcmeServer(LetsEncryptProduction, email);

    /// <summary>Gets certificates from Let's Encrypt's test authority, which limits nobody and which no browser trusts.</summary>
    /// <param name="builder">The authority.</param>
    /// <param name="email">Where it writes to when something is wrong with a certificate.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> WithLetsEncryptStaging(this IResourceBuilder<CertManagerIssuerResource> builder, string email) =>
        builder.WithAcmeServer(LetsEncryptStaging, email);

    /// <summary>Gets certificates from Let's Encrypt's test authority, which limits nobody and which no browser trusts.</summary>
    /// <param name="builder">The authority.</param>
    /// <param name="email">The parameter with the address that it writes to when something is wrong with a certificate.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> WithLetsEncryptStaging(this IResourceBuilder<CertManagerIssuerResource> builder, IResourceBuilder<ParameterResource> email) =>
        builder.WithAcmeServer(LetsEncryptStaging, email);

    /// <summary>Gets certificates from an authority that speaks ACME (RFC 8555).</summary>
    /// <param name="builder">The authority.</param>
    /// <param name="serverUrl">The address of its directory.</param>
    /// <param name="email">Where it writes to when something is wrong with a certificate.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> WithAcmeServer(this IResourceBuilder<CertManagerIssuerResource> builder, string serverUrl, string email)
    {
        ArgumentException.ThrowIfNullOrEmpty(email);

        return SetAcme(builder, serverUrl, ReferenceExpression.Create($"{email}"));
    }

    /// <summary>Gets certificates from an authority that speaks ACME (RFC 8555).</summary>
    /// <param name="builder">The authority.</param>
    /// <param name="serverUrl">The address of its directory.</param>
    /// <param name="email">The parameter with the address that it writes to when something is wrong with a certificate.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> WithAcmeServer(this IResourceBuilder<CertManagerIssuerResource> builder, string serverUrl, IResourceBuilder<ParameterResource> email) =>
        SetAcme(builder, serverUrl, ReferenceExpression.Create($"{email}"));

    /// <summary>
    /// Proves that a host is the application's by answering the authority over HTTP, on port 80, at the host itself (RFC 8555, 8.3): through the Gateways that
    /// use this authority.
    /// </summary>
    /// <param name="builder">The authority.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<CertManagerIssuerResource> WithHttp01Solver(this IResourceBuilder<CertManagerIssuerResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Resource.AnswersOverHttp = true;
        return builder;
    }

    /// <summary>Serves TLS with a certificate that cert-manager gets from an authority, and keeps in the Secret that is called as the gateway, with <c>-tls</c> behind.</summary>
    /// <param name="builder">The gateway. It needs a host: no authority certifies every host.</param>
    /// <param name="issuer">The authority, of the same cluster.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The authority belongs to another cluster, or the routes to a Gateway that somebody else runs.</exception>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(this IResourceBuilder<KubernetesGatewayResource> builder, IResourceBuilder<CertManagerIssuerResource> issuer)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(issuer);

        var (here, there) = (builder.Resource.Parent, issuer.Resource.Parent.Parent);
        if (here != there)
        {
            throw new InvalidOperationException($"The gateway '{builder.Resource.Name}' is in '{here.Name}', and the issuer '{issuer.Resource.Name}' belongs to the cert-manager of '{there.Name}'. Add one to '{here.Name}'.");
        }

        if (builder.Resource.BelongsToOther)
        {
            throw new InvalidOperationException($"The routes of '{builder.Resource.Name}' belong to a Gateway that somebody else runs, whose certificates are theirs: leave out WithTls.");
        }

        builder.Resource.Issuer = issuer.Resource;
        return builder.WithTls().WithGatewayAnnotation(IssuerAnnotation, issuer.Resource.ObjectName);
    }

    private static IResourceBuilder<CertManagerIssuerResource> SetAcme(IResourceBuilder<CertManagerIssuerResource> builder, string serverUrl, ReferenceExpression email)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(serverUrl);

        (builder.Resource.AcmeServer, builder.Resource.Email) = (serverUrl, email);
        return builder;
    }
}
