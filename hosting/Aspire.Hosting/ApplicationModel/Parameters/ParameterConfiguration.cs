using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds the values of parameters in configuration.</summary>
internal static class ParameterConfiguration
{
    internal static string? Find(IConfiguration configuration, string key) =>
        configuration[key]

        // Shells cannot set variables with dashes, so Parameters__a_b stands for the parameter a-b too.
        ?? (key.Contains('-', StringComparison.Ordinal) ? configuration[key.Replace('-', '_')] : null);

    internal static MissingParameterValueException Missing(string parameterName, string key)
    {
        var variable = key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_');
        return new MissingParameterValueException(
            $"The parameter '{parameterName}' has no value. Give it one in one of these ways:{Environment.NewLine}" +
            $"  - an environment variable:  {variable}=…{Environment.NewLine}" +
            $"  - the AppHost's user secrets: dotnet user-secrets set \"{key}\" \"…\" (in the AppHost's directory){Environment.NewLine}" +
            $"  - the AppHost's appsettings.json, unless it is a secret: {{ \"{key.Split(':')[0]}\": {{ \"{key.Split(':')[^1]}\": \"…\" }} }}{Environment.NewLine}" +
            $"  - the command line, unless it is a secret: --{key}=…");
    }
}
