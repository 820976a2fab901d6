namespace Microsoft.Extensions.Hosting;

/// <summary>The kinds of database that a service can keep its data in.</summary>
public enum DatabaseProvider
{
    /// <summary>A SQLite file: the embedded default.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server: what the cluster runs.</summary>
    PostgreSql,
}
