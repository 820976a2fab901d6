using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Secrets;

/// <summary>Says, in words, where the value of a parameter comes from when the cluster has none.</summary>
public static class SecretOrigin
{
    /// <summary>How a missing value is made, or how to give it.</summary>
    /// <param name="parameter">The parameter.</param>
    public static string Describe(SecretParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter switch
        {
            { Generate: { } rule } => $"generated, at least {rule.MinLength} characters",
            { MadeBy: { } maker } => $"made by the {maker}",
            _ => $"to be given: {Remedy(parameter)}",
        };
    }

    /// <summary>The ways to give the value.</summary>
    /// <param name="parameter">The parameter.</param>
    public static string Remedy(SecretParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var key = ConfigurationKey(parameter);
        return $"the variable {key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}, or in the folder of an AppHost: dotnet user-secrets set {key} VALUE";
    }

    /// <summary>The value that <paramref name="configuration"/> has; <see langword="null"/> when it has none.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="configuration">Reads the value of a key from the configuration of the AppHost.</param>
    public static string? Find(SecretParameter parameter, Func<string, string?> configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var key = ConfigurationKey(parameter);

        // Shells cannot set variables with dashes, and configuration makes a section of two underscores.
        return new[] { key, key.Replace('-', '_'), key.Replace('-', '_').Replace("__", ":", StringComparison.Ordinal) }.Select(name => configuration(name)).FirstOrDefault(value => !string.IsNullOrEmpty(value));
    }

    /// <summary>The configuration value that holds the parameter's.</summary>
    /// <param name="parameter">The parameter.</param>
    public static string ConfigurationKey(SecretParameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return parameter.Key ?? $"Parameters:{parameter.Name}";
    }
}
