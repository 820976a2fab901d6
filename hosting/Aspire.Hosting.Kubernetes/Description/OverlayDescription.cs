namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A variant of the application for another cluster, as a change of its description.</summary>
/// <param name="Name">The overlay's name and folder, e.g. <c>production</c>.</param>
/// <param name="Apply">Gives the variant; must not keep or change anything else.</param>
public sealed record OverlayDescription(string Name, Func<ApplicationDescription, ApplicationDescription> Apply);
