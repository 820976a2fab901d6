namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server.</summary>
public class PostgresServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string PrimaryEndpointName = "tcp";
    internal const string DefaultUserName = "postgres";

    private readonly Dictionary<string, string> _databases = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes a server.</summary>
    /// <param name="name">The name.</param>
    /// <param name="userName">The parameter that holds the superuser's name; <c>postgres</c> by default.</param>
    /// <param name="password">The parameter that holds the superuser's password.</param>
    public PostgresServerResource(string name, ParameterResource? userName, ParameterResource password)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(password);

        UserNameParameter = userName;
        PasswordParameter = password;
        PrimaryEndpoint = new EndpointReference(this, PrimaryEndpointName);
    }

    /// <summary>Gets the endpoint that the server listens on.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Gets the host name.</summary>
    public EndpointReferenceExpression Host => PrimaryEndpoint.Property(EndpointProperty.Host);

    /// <summary>Gets the port.</summary>
    public EndpointReferenceExpression Port => PrimaryEndpoint.Property(EndpointProperty.Port);

    /// <summary>Gets or sets the parameter that holds the superuser's name; <see langword="null"/> means <c>postgres</c>.</summary>
    public ParameterResource? UserNameParameter { get; set; }

    /// <summary>Gets the superuser's name.</summary>
    public ReferenceExpression UserNameReference => UserNameParameter is { } parameter
        ? ReferenceExpression.Create($"{parameter}")
        : ReferenceExpression.Create($"{DefaultUserName}");

    /// <summary>Gets or sets the parameter that holds the superuser's password.</summary>
    public ParameterResource PasswordParameter { get; set; }

    /// <summary>Gets the databases: the resources' names and their names in the server.</summary>
    public IReadOnlyDictionary<string, string> Databases => _databases;

    /// <summary>Gets the connection string in Npgsql's form, without a database.</summary>
    public ReferenceExpression ConnectionStringExpression => this.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect)
        ? redirect.Resource.ConnectionStringExpression
        : ReferenceExpression.Create($"Host={Host};Port={Port};Username={UserNameReference};Password={PasswordParameter}");

    /// <summary>Gets the connection string as a URI (libpq), its credentials percent-encoded.</summary>
    public ReferenceExpression UriExpression => Uri(databaseName: null);

    /// <summary>Gets the connection string for JDBC, which takes credentials apart from it.</summary>
    public ReferenceExpression JdbcConnectionString => Jdbc(databaseName: null);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Host}")),
        new("Port", ReferenceExpression.Create($"{Port}")),
        new("Username", UserNameReference),
        new("Password", ReferenceExpression.Create($"{PasswordParameter}")),
        new("Uri", UriExpression),
        new("JdbcConnectionString", JdbcConnectionString),
    ];

    internal void AddDatabase(string name, string databaseName) => _databases.Add(name, databaseName);

    internal ReferenceExpression Uri(string? databaseName)
    {
        var uri = new ReferenceExpressionBuilder();
        uri.AppendLiteral("postgresql://");
        if (UserNameParameter is { } userName)
        {
            uri.Append($"{userName:uri}");
        }
        else
        {
            uri.AppendLiteral(DefaultUserName);
        }

        uri.Append($":{PasswordParameter:uri}@{Host}:{Port}");
        AppendDatabase(uri, databaseName);
        return uri.Build();
    }

    internal ReferenceExpression Jdbc(string? databaseName)
    {
        var uri = new ReferenceExpressionBuilder();
        uri.Append($"jdbc:postgresql://{Host}:{Port}");
        AppendDatabase(uri, databaseName);
        return uri.Build();
    }

    private static void AppendDatabase(ReferenceExpressionBuilder uri, string? databaseName)
    {
        if (databaseName is not null)
        {
            uri.Append($"/{databaseName:uri}");
        }
    }
}
