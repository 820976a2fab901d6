/// <summary>The services' databases, one for each.</summary>
internal sealed record Databases(
    IResourceBuilder<IResourceWithConnectionString> Auth,
    IResourceBuilder<IResourceWithConnectionString> Order,
    IResourceBuilder<IResourceWithConnectionString> Frontend)
{
    /// <summary>Adds SQLite files when the application is run (nothing to install), and a PostgreSQL server when it is published, where each service has a role that owns its database and nothing else.</summary>
    public static Databases Add(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            var postgres = builder.AddPostgres("postgres").WithImageTag("17").WithVolume("data", "/var/lib/postgresql/data");
            return new(
                postgres.AddDatabase("authdb").WithOwnRole("auth"),
                postgres.AddDatabase("orderdb").WithOwnRole("order"),
                postgres.AddDatabase("frontenddb").WithOwnRole("frontend"));
        }

        var folder = builder.Configuration["DataFolder"] ?? Path.Combine(builder.AppHostDirectory, ".data");
        return new(builder.AddSqliteDatabase("authdb", folder), builder.AddSqliteDatabase("orderdb", folder), builder.AddSqliteDatabase("frontenddb", folder));
    }
}
