using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Validation;

/// <summary>Something that the cluster would refuse, or accept and then not do what the model means.</summary>
/// <param name="Resource">The resource of the model, e.g. <c>auth</c>.</param>
/// <param name="Id">The Kubernetes object, e.g. <c>Deployment/auth</c>; <see langword="null"/> when no object came about.</param>
/// <param name="Field">The field, e.g. <c>spec.template.spec.containers[0].ports[0].name</c>.</param>
/// <param name="Problem">What is wrong with which value, and what would be right.</param>
/// <param name="Reference">The rule's place in the Kubernetes reference.</param>
/// <param name="Source">The call that asked for it.</param>
public sealed record Violation(string Resource, string? Id, string Field, string Problem, string Reference, SourceLocation? Source)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Resource}: {(Id is null ? "" : $"{Id} ")}{Field}: {Problem}{(Source is null ? "" : $" (from {Source})")} [{Reference}]";
}
