namespace Aspire.Hosting.ApplicationModel;

/// <summary>What happens to earlier facts of the same kind.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>They stay.</summary>
    Append,

    /// <summary>They are forgotten.</summary>
    Replace,
}
