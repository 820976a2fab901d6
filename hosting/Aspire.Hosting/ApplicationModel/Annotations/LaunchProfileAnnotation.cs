namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which launch profile of a project is used. The last one counts.</summary>
/// <param name="launchProfileName">The profile's name.</param>
public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>Gets the profile's name.</summary>
    public string LaunchProfileName { get; } = launchProfileName;
}
