using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a parameter is when no value is given. Derive from it for values of another kind, such as a key.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes a value.</summary>
    /// <returns>The value; another one at each call when it is generated.</returns>
    public abstract string GetDefaultValue();

    /// <summary>Writes the rule by which the value is made as properties of the manifest's <c>default</c> object.</summary>
    /// <param name="context">The manifest.</param>
    public abstract void WriteToManifest(ManifestPublishingContext context);
}
