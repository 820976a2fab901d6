namespace Aspire.Hosting.ApplicationModel;

/// <summary>The icon of a resource in the dashboard.</summary>
/// <param name="iconName">The name of a Fluent UI system icon.</param>
/// <param name="iconVariant">The variant.</param>
public sealed class ResourceIconAnnotation(string iconName, IconVariant iconVariant = IconVariant.Filled) : IResourceAnnotation
{
    /// <summary>Gets the name of a Fluent UI system icon.</summary>
    public string IconName { get; } = iconName;

    /// <summary>Gets the variant.</summary>
    public IconVariant IconVariant { get; } = iconVariant;
}
