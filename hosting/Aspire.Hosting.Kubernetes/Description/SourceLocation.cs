namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>The place that something in the model was asked for: shown with a violation, so that it can be corrected there.</summary>
/// <param name="Call">The call, e.g. <c>AddProject("auth")</c>, or the manifest's entry, e.g. <c>resources.auth</c>.</param>
/// <param name="File">The file of the call; <see langword="null"/> when it is not known.</param>
/// <param name="Line">The line in that file, counted from 1; 0 when it is not known.</param>
public sealed record SourceLocation(string Call, string? File = null, int Line = 0)
{
    /// <inheritdoc/>
    public override string ToString() => File is null ? Call : $"{Call} at {File}:{Line}";
}
