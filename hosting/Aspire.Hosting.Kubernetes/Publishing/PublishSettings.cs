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
internal sealed record PublishSettings(string? OutputFormat, string? Namespace, string? ImagePullPolicy, string? ImagePrefix, string? ImageTag, string? ImageRegistry, string? Context)
{
    public static PublishSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Kubernetes");
        return new(Value(nameof(OutputFormat)), Value(nameof(Namespace)), Value(nameof(ImagePullPolicy)), Value(nameof(ImagePrefix)), Value(nameof(ImageTag)), Value(nameof(ImageRegistry)), Value(nameof(Context)));

        string? Value(string key) => section[key] is { Length: > 0 } value ? value : null;
    }
}
