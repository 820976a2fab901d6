using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds parameters and states facts about them.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is <c>Parameters:{name}</c> of the configuration.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="secret">Whether the value must not be shown, logged or written to generated files.</param>
    /// <returns>A builder of the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.AddResource(FromConfiguration(builder, name, $"Parameters:{name}", secret));
    }

    /// <summary>Adds a parameter whose value is <c>Parameters:{name}</c> of the configuration, or this one.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="value">The value when configuration has none.</param>
    /// <param name="publishValueAsDefault">Whether the value is written to the manifest as default.</param>
    /// <param name="secret">Whether the value must not be shown, logged or written to generated files.</param>
    /// <returns>A builder of the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);

        return builder.AddParameter(name, () => value, publishValueAsDefault, secret);
    }

    /// <summary>Adds a parameter whose value is <c>Parameters:{name}</c> of the configuration, or a computed one.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="valueGetter">Computes the value when configuration has none.</param>
    /// <param name="publishValueAsDefault">Whether the value is written to the manifest as default.</param>
    /// <param name="secret">Whether the value must not be shown, logged or written to generated files.</param>
    /// <returns>A builder of the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(valueGetter);

        if (publishValueAsDefault && secret)
        {
            throw new DistributedApplicationException($"The parameter '{name}' is a secret, so its value cannot be published as default. Leave out publishValueAsDefault or secret.");
        }

        var key = $"Parameters:{name}";
        return builder.AddResource(new ParameterResource(name, _ => ParameterConfiguration.Find(builder.Configuration, key) ?? valueGetter(), secret)
        {
            ConfigurationKey = key,
            Default = publishValueAsDefault ? new ConstantParameterDefault(valueGetter) : null,
        });
    }

    /// <summary>Adds a parameter whose value is <c>Parameters:{name}</c> of the configuration, or made by a rule.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="value">Makes the value when configuration has none.</param>
    /// <param name="secret">Whether the value must not be shown, logged or written to generated files.</param>
    /// <param name="persist">Whether a made value is kept in the AppHost's user secrets, so that the next run has the same.</param>
    /// <returns>A builder of the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(value);

        var parameter = FromConfiguration(builder, name, $"Parameters:{name}", secret);
        parameter.Default = persist && builder.ExecutionContext.IsRunMode
            ? new PersistedParameterDefault(value, name, builder.Configuration, builder.UserSecretsManager)
            : value;
        return builder.AddResource(parameter);
    }

    /// <summary>Adds a parameter whose value has a configuration key of its own.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="configurationKey">The key.</param>
    /// <param name="secret">Whether the value must not be shown, logged or written to generated files.</param>
    /// <returns>A builder of the parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(configurationKey);

        return builder.AddResource(FromConfiguration(builder, name, configurationKey, secret));
    }

    /// <summary>Adds a connection string whose value is <c>ConnectionStrings:{name}</c> of the configuration. It is a secret.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="environmentVariableName">The environment variable that carries it to clients; <c>ConnectionStrings__{name}</c> by default.</param>
    /// <returns>A builder of the connection string.</returns>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var key = $"ConnectionStrings:{name}";
        return builder.AddResource(new ConnectionStringParameterResource(
            name,
            _ => ParameterConfiguration.Find(builder.Configuration, key) ?? throw ParameterConfiguration.Missing(name, key),
            environmentVariableName));
    }

    /// <summary>Makes a password parameter that is generated once and kept in the AppHost's user secrets.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="lower">Whether it has lower-case letters.</param>
    /// <param name="upper">Whether it has upper-case letters.</param>
    /// <param name="numeric">Whether it has digits.</param>
    /// <param name="special">Whether it has other characters.</param>
    /// <param name="minLower">How many lower-case letters it has, at least.</param>
    /// <param name="minUpper">How many upper-case letters it has, at least.</param>
    /// <param name="minNumeric">How many digits it has, at least.</param>
    /// <param name="minSpecial">How many other characters it has, at least.</param>
    /// <returns>The parameter, which is not added to the application.</returns>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0) => CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>Makes a parameter that is generated once and kept in the AppHost's user secrets.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="secret">Whether the value must not be shown, logged or written to generated files.</param>
    /// <param name="parameterDefault">Generates the value.</param>
    /// <returns>The parameter, which is not added to the application.</returns>
    public static ParameterResource CreateGeneratedParameter(IDistributedApplicationBuilder builder, string name, bool secret, GenerateParameterDefault parameterDefault)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(parameterDefault);

        var parameter = FromConfiguration(builder, name, $"Parameters:{name}", secret);
        parameter.Default = builder.ExecutionContext.IsRunMode
            ? new PersistedParameterDefault(parameterDefault, name, builder.Configuration, builder.UserSecretsManager)
            : parameterDefault;
        return parameter;
    }

    /// <summary>Sets what a parameter is for, to be shown to whoever has to give it.</summary>
    /// <param name="builder">The parameter.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="enableMarkdown">Whether <paramref name="description"/> is Markdown.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ParameterResource> WithDescription(this IResourceBuilder<ParameterResource> builder, string description, bool enableMarkdown = false)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    private static ParameterResource FromConfiguration(IDistributedApplicationBuilder builder, string name, string key, bool secret) => new(
        name,
        @default => ParameterConfiguration.Find(builder.Configuration, key) ?? @default?.GetDefaultValue() ?? throw ParameterConfiguration.Missing(name, key),
        secret)
    {
        ConfigurationKey = key,
    };
}
