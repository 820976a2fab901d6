namespace Aspire.Hosting.ApplicationModel;

/// <summary>A relation of a resource to another one.</summary>
/// <param name="ResourceName">The other resource.</param>
/// <param name="Type">The relation.</param>
public sealed record RelationshipSnapshot(string ResourceName, string Type);
