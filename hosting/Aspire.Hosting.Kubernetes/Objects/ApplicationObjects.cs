using Aspirate.Cluster.Building;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Completion;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>All Kubernetes objects of an application, valid ones only.</summary>
public sealed class ApplicationObjects
{
    private ApplicationObjects(ApplicationDescription application, IReadOnlyList<KubernetesManifest> manifests, IReadOnlyList<SecretTemplate> secrets, ImageList? images)
    {
        Images = images;
        Application = application;
        Manifests = manifests;
        Secrets = secrets;
    }

    /// <summary>What they were made from.</summary>
    public ApplicationDescription Application { get; }

    /// <summary>The objects, in the model's order.</summary>
    public IReadOnlyList<KubernetesManifest> Manifests { get; }

    /// <summary>Where the values of the Secrets come from.</summary>
    public IReadOnlyList<SecretTemplate> Secrets { get; }

    /// <summary>The images that the application builds itself; <see langword="null"/> when it builds none.</summary>
    public ImageList? Images { get; }

    /// <summary>Builds and validates the objects of <paramref name="application"/>.</summary>
    /// <param name="application">The application.</param>
    /// <exception cref="ValidationException">The objects would not be accepted, or would not do what the model means.</exception>
    public static ApplicationObjects Build(ApplicationDescription application)
    {
        ArgumentNullException.ThrowIfNull(application);
        application = CompletedApplication.Of(application);
        var violations = DescriptionRules.Check(application).ToList();
        if (violations.Count > 0)
        {
            // Without unique names and existing parameters there is nothing to build on.
            throw new ValidationException(violations);
        }

        var texts = new TextResolver(application);
        var manifests = new List<KubernetesManifest>
        {
            new("namespace.yaml", NamespaceBuilder.Build(application), application.Name, null),
        };
        if (NetworkPolicyBuilder.BuildDefault(application) is { } policy)
        {
            manifests.Add(new("networkpolicy.yaml", policy, application.Name, null));
        }

        var secrets = new List<SecretTemplate>();
        foreach (var workload in application.Workloads.Where(workload => workload.IsWritten))
        {
            var configuration = WorkloadConfiguration.Sort(application, workload, texts);
            var objects = new WorkloadObjects(new ObjectContext(application, workload, configuration));
            manifests.AddRange(objects.Finish());
            secrets.AddRange(objects.Secrets);
        }

        manifests.AddRange(application.Ingresses.SelectMany(ingress => Routing(application, ingress)));
        manifests.AddRange(application.Issuers.SelectMany(issuer => IssuerBuilder.Build(application, issuer)));
        manifests.AddRange(application.DaprComponents.Select(component => DaprObjects.Component(application, component)));

        var images = ImageListBuilder.Build(application, texts);
        violations.AddRange(texts.Violations);
        violations.AddRange(ManifestValidator.Validate(application, manifests, secrets));
        return violations.Count > 0
            ? throw new ValidationException(violations)
            : new ApplicationObjects(application, manifests, secrets, images);
    }

    private static IEnumerable<KubernetesManifest> Routing(ApplicationDescription application, IngressDescription ingress) => ingress.IsGateway
        ? new GatewayBuilder(application, ingress).Build()
        : [IngressBuilder.BuildManifest(application, ingress)];
}
