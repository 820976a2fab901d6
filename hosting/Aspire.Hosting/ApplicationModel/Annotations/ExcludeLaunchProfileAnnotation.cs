namespace Aspire.Hosting.ApplicationModel;

/// <summary>That no launch profile of a project is used.</summary>
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation;
