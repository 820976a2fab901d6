namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that can be resolved when run and named in the manifest when published.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;
