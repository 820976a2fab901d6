namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string that is given from outside. It may hold credentials, so it is a secret.</summary>
internal sealed class ConnectionStringParameterResource : ParameterResource, IResourceWithConnectionString
{
    public ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? environmentVariableName)
        : base(name, callback, secret: true)
    {
        IsConnectionString = true;
        ConnectionStringEnvironmentVariable = environmentVariableName;
        ConnectionStringExpression = ReferenceExpression.Create($"{(ParameterResource)this}");
    }

    public string? ConnectionStringEnvironmentVariable { get; }

    public ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>Gets nothing: the value is the parameter itself.</summary>
    IEnumerable<object> IValueWithReferences.References => [];
}
