namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is given from outside: configuration, environment, user secrets, or a default.</summary>
public class ParameterResource : Resource, IResourceWithoutLifetime, IExpressionValue
{
    private readonly Func<ParameterDefault?, string> _callback;
    private readonly Lock _lock = new();
    private string? _value;

    /// <summary>Makes a parameter.</summary>
    /// <param name="name">The name.</param>
    /// <param name="callback">Finds the value; it is called with <see cref="Default"/>, until it succeeds once.</param>
    /// <param name="secret">Whether the value must not be shown, logged or written to generated files.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);

        _callback = callback;
        Secret = secret;
    }

    /// <summary>Gets whether the value must not be shown, logged or written to generated files.</summary>
    public bool Secret { get; }

    /// <summary>Gets or sets whether the parameter is a connection string: its value is then <c>ConnectionStrings:{name}</c>.</summary>
    public bool IsConnectionString { get; set; }

    /// <summary>Gets or sets what the parameter is when no value is given.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Gets or sets what the parameter is for, to be shown to whoever has to give it.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets whether <see cref="Description"/> is Markdown.</summary>
    public bool EnableDescriptionMarkdown { get; set; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="MissingParameterValueException">No value is given and there is no default.</exception>
    public string Value
    {
        get
        {
            // Failures are not kept: the value may be set in the meantime.
            lock (_lock)
            {
                return _value ??= _callback(Default);
            }
        }
    }

    /// <inheritdoc/>
    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    internal string ConfigurationKey { get => field ?? (IsConnectionString ? $"ConnectionStrings:{Name}" : $"Parameters:{Name}"); init; }

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(Value);

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) => new(Value);
}
