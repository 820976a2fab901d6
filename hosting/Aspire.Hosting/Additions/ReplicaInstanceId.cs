using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Additions;

/// <summary>The id of the replica that asks; the resource's name when no replica does.</summary>
internal sealed class ReplicaInstanceId(IResource resource) : IExpressionValue
{
    public string ValueExpression => resource.Name;

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(resource.Name);

    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        new(context is ReplicaValueProviderContext replica ? replica.InstanceId : resource.Name);
}
