/// <summary>The services' databases, one for each.</summary>
internal sealed record Databases(
    IResourceBuilder<IResourceWithConnectionString> Auth,
    IResourceBuilder<IResourceWithConnectionString> Order,
    IResourceBuilder<IResourceWithConnectionString> Frontend)
{
    /// <summary>Adds SQLite files when the application is run (nothing to install), and a PostgreSQL server when it is published.</summary>
    public static Databases Add(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            var postgres = builder.AddPostgres("postgres").WithImageTag("17").WithVolume("data", "/var/lib/postgresql/data");
            return new(postgres.AddDatabase("authdb"), postgres.AddDatabase("orderdb"), postgres.AddDatabase("frontenddb"));
        }

        return new(Sqlite("authdb"), Sqlite("orderdb"), Sqlite("frontenddb"));

        IResourceBuilder<IResourceWithConnectionString> Sqlite(string name) =>
            builder.AddConnectionString(name, ReferenceExpression.Create($"Data Source={Path.Combine(builder.AppHostDirectory, ".data", $"{name}.db")}"));
    }
}
