namespace Aspire.Hosting.ApplicationModel;

/// <summary>The use of a resource's connection string by another resource.</summary>
/// <param name="resource">The resource whose connection string is used.</param>
/// <param name="optional">Whether a missing connection string is acceptable.</param>
public sealed class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    /// <summary>Gets the resource whose connection string is used.</summary>
    public IResourceWithConnectionString Resource { get; } = resource;

    /// <summary>Gets whether a missing connection string is acceptable.</summary>
    public bool Optional { get; } = optional;

    string IManifestExpressionProvider.ValueExpression => Resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        ((IValueProvider)this).GetValueAsync(new ValueProviderContext(), cancellationToken);

    async ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        string? value;
        try
        {
            value = await ((IValueProvider)Resource).GetValueAsync(context, cancellationToken);
        }
        catch (MissingParameterValueException) when (Optional)
        {
            return null;
        }

        return string.IsNullOrEmpty(value) && !Optional
            ? throw new DistributedApplicationException($"The connection string of resource '{Resource.Name}' is empty. Set the configuration value 'ConnectionStrings:{Resource.Name}' (environment: ConnectionStrings__{Resource.Name}).")
            : value;
    }
}
