using Npgsql;

var app = WebApplication.Create(args);

// It starts before its database, as anything in a cluster may.
app.MapGet("/database", async (IConfiguration configuration) =>
{
    await using var source = NpgsqlDataSource.Create(configuration.GetConnectionString("loans")!);
    return (await source.CreateCommand("select current_database()").ExecuteScalarAsync())?.ToString();
});

app.Run();
