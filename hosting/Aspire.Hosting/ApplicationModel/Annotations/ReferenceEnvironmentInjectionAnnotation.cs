namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which variables the references of a resource add to its environment. The last one counts.</summary>
/// <param name="flags">The variables.</param>
public sealed class ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) : IResourceAnnotation
{
    /// <summary>Gets the variables.</summary>
    public ReferenceEnvironmentInjectionFlags Flags { get; } = flags;
}
