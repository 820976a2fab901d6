namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address on the machine that runs the AppHost, as another resource has to write it.</summary>
/// <param name="Url">The address as the machine itself writes it, such as <c>http://localhost:4317</c>.</param>
public sealed record HostUrl(string Url) : IExpressionValue
{
    string IManifestExpressionProvider.ValueExpression => Url;

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => new(Url);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        new(context?.Network == KnownNetworkIdentifiers.DefaultAspireContainerNetwork
            ? Url.Replace("localhost", KnownHostNames.DockerDesktopHostBridge, StringComparison.OrdinalIgnoreCase)
                .Replace("127.0.0.1", KnownHostNames.DockerDesktopHostBridge, StringComparison.Ordinal)
            : Url);
}
