using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource is written to the manifest. The last one counts.</summary>
public sealed class ManifestPublishingCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Writes the resource by a callback.</summary>
    /// <param name="callback">Writes the properties of the resource's object; <see langword="null"/> leaves the resource out.</param>
    public ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) => Callback = callback;

    /// <summary>Writes the resource by a callback.</summary>
    /// <param name="callback">Writes the properties of the resource's object; <see langword="null"/> leaves the resource out.</param>
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback) => Callback = callback is null
        ? null
        : context =>
        {
            callback(context);
            return Task.CompletedTask;
        };

    /// <summary>Gets the annotation that leaves a resource out of the manifest.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);

    /// <summary>Gets what writes the resource; <see langword="null"/> leaves it out.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; }
}
