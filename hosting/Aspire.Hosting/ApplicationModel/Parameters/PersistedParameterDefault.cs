using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A generated value that is made once and kept in the AppHost's user secrets, so that the next run has it too.</summary>
internal sealed class PersistedParameterDefault(ParameterDefault generator, string parameterName, IConfigurationManager configuration, IUserSecretsManager userSecrets) : ParameterDefault
{
    public override string GetDefaultValue()
    {
        var key = $"Parameters:{parameterName}";
        userSecrets.GetOrSetSecret(configuration, key, generator.GetDefaultValue);
        return configuration[key]!;
    }

    public override void WriteToManifest(ManifestPublishingContext context) => generator.WriteToManifest(context);
}
