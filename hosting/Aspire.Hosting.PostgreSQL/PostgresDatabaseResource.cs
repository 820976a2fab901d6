using System.Data.Common;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database of a PostgreSQL server. It is created when the server is ready.</summary>
public class PostgresDatabaseResource : Resource, IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    /// <summary>Makes a database.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="databaseName">The name in the server.</param>
    /// <param name="postgresParentResource">The server.</param>
    public PostgresDatabaseResource(string name, string databaseName, PostgresServerResource postgresParentResource)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(databaseName);
        ArgumentNullException.ThrowIfNull(postgresParentResource);

        DatabaseName = databaseName;
        Parent = postgresParentResource;
    }

    /// <summary>Gets the server.</summary>
    public PostgresServerResource Parent { get; }

    /// <summary>Gets the name in the server.</summary>
    public string DatabaseName { get; }

    /// <summary>Gets the connection string in Npgsql's form.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Create($"{Parent};{new DbConnectionStringBuilder { ["Database"] = DatabaseName }.ConnectionString}");

    /// <summary>Gets the connection string as a URI (libpq), its credentials percent-encoded.</summary>
    public ReferenceExpression UriExpression => Parent.Uri(DatabaseName);

    /// <summary>Gets the connection string for JDBC, which takes credentials apart from it.</summary>
    public ReferenceExpression JdbcConnectionString => Parent.Jdbc(DatabaseName);

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties()
    {
        foreach (var property in ((IResourceWithConnectionString)Parent).GetConnectionProperties())
        {
            yield return property.Key switch
            {
                "Uri" => new(property.Key, UriExpression),
                "JdbcConnectionString" => new(property.Key, JdbcConnectionString),
                _ => property,
            };
        }

        yield return new("DatabaseName", ReferenceExpression.Create($"{DatabaseName}"));
    }
}
