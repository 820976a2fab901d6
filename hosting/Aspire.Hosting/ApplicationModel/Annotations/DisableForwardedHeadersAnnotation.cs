namespace Aspire.Hosting.ApplicationModel;

/// <summary>That a project does not take the client's address and scheme from the proxy before it.</summary>
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;
