using Aspire.Hosting.Kubernetes.Description;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// What whoever publishes says over the model, as configuration: <c>--Kubernetes:Namespace=staging</c> on the AppHost's command line, <c>Kubernetes__Namespace</c> in its environment.
/// </summary>
/// <param name="OutputFormat"><c>kustomize</c> (the default), <c>helm</c> or <c>compose</c>.</param>
/// <param name="Namespace">The namespace of everything; by default the model's.</param>
/// <param name="ImagePullPolicy">When images are pulled; by default as the environment says.</param>
/// <param name="ImagePrefix">Registry and repository prefix of the images that the application builds; by default none.</param>
/// <param name="ImageTag">Their tag; by default the application's version.</param>
/// <param name="ImageRegistry">The registry that a deployment pushes to; by default that of the model, or the local cluster itself.</param>
/// <param name="Context">The context of the kubeconfig that a deployment goes to; by default the current one.</param>
/// <param name="NetworkPolicies">What network policies deny; by default as the environment says.</param>
/// <param name="Expose">How external endpoints are reached that no Ingress routes; by default as the environment says.</param>
/// <param name="Host">The host of that Ingress, or what follows a resource's name; by default as the environment says.</param>
/// <param name="IngressClass">Its class; by default as the environment says.</param>
/// <param name="FinalFolder">The folder that the files end up in, when they are published into another one; by default that one.</param>
/// <param name="InspectImages">Whether registries and engines are asked about images that are not known; by default, about those that the files have no record of.</param>
/// <param name="RemarksPath">The file that takes what whoever publishes has to know, a line each; by default none.</param>
internal sealed record PublishSettings(
    string? OutputFormat,
    string? Namespace,
    string? ImagePullPolicy,
    string? ImagePrefix,
    string? ImageTag,
    string? ImageRegistry,
    string? Context,
    NetworkPolicyMode? NetworkPolicies,
    ExposureKind? Expose,
    string? Host,
    string? IngressClass,
    string? FinalFolder,
    ImageInspectionMode? InspectImages,
    string? RemarksPath)
{
    /// <summary>Hosts of single resources, by the resource's name.</summary>
    public required IReadOnlyDictionary<string, string> Hosts { get; init; }

    /// <summary>The parameters whose values were given by hand, as <c>Parameters:NAME</c>.</summary>
    public IReadOnlyList<string> GivenParameters { get; init; } = [];

    public static PublishSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Kubernetes");
        return new(
            Value(nameof(OutputFormat)),
            Value(nameof(Namespace)),
            Value(nameof(ImagePullPolicy)),
            Value(nameof(ImagePrefix)),
            Value(nameof(ImageTag)),
            Value(nameof(ImageRegistry)),
            Value(nameof(Context)),
            Choice<NetworkPolicyMode>(nameof(NetworkPolicies)),
            Choice<ExposureKind>(nameof(Expose)),
            Value(nameof(Host)),
            Value(nameof(IngressClass)),
            Value(nameof(FinalFolder)),
            Choice<ImageInspectionMode>(nameof(InspectImages)),
            Value(nameof(RemarksPath)))
        {
            GivenParameters = (Value(nameof(GivenParameters)) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries),
            Hosts = section.GetSection(nameof(Hosts)).GetChildren().Where(host => host.Value is not null).ToDictionary(host => host.Key, host => host.Value!, StringComparer.OrdinalIgnoreCase),
        };

        string? Value(string key) => section[key] is { Length: > 0 } value ? value : null;

        T? Choice<T>(string key)
            where T : struct, Enum => Value(key) is not { } text ? null
            : Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value
            : throw new DistributedApplicationException($"'{text}' is no value for Kubernetes:{key}. There are: {string.Join(", ", Enum.GetNames<T>())}.");
    }

    /// <summary>The way in that was chosen, or else <paramref name="model"/>'s.</summary>
    /// <param name="model">What the environment says.</param>
    public ExposureDescription Over(ExposureDescription model) => model with
    {
        Kind = Expose ?? model.Kind,
        Host = Host ?? model.Host,
        Hosts = Hosts.Count > 0 ? Hosts : model.Hosts,
        IngressClass = IngressClass ?? model.IngressClass,
    };
}
