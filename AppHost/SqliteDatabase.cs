using Microsoft.Extensions.DependencyInjection;

/// <summary>A database in a file, of which each service keeps its own schema up to date.</summary>
internal sealed class SqliteDatabase(string name, string file) : Resource(name), IResourceWithConnectionString
{
    public string File => file;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Data Source={file}");
}

/// <summary>Adds databases in files.</summary>
internal static class SqliteDatabaseExtensions
{
    // The database, and what SQLite keeps beside it while it is open.
    private static readonly string[] Suffixes = ["", "-wal", "-shm"];

    /// <summary>Adds a database, which a command in the dashboard empties.</summary>
    public static IResourceBuilder<SqliteDatabase> AddSqliteDatabase(this IDistributedApplicationBuilder builder, string name, string folder)
    {
        var database = new SqliteDatabase(name, Path.Combine(folder, $"{name}.db"));

        return builder.AddResource(database)
            .WithIconName("Database")
            .WithInitialState(new() { ResourceType = "SQLite", State = new(KnownResourceStates.Running, KnownResourceStateStyles.Success), Properties = [new("File", database.File)] })
            .WithCommand("empty", "Empty", context => EmptyAsync(database, context), new()
            {
                Description = "Takes everything out of the database, and starts the services that use it afresh.",
                ConfirmationMessage = $"Everything in {name} will be lost. Empty it?",
                IconName = "Delete",
                IsHighlighted = true,
            });
    }

    private static async Task<ExecuteCommandResult> EmptyAsync(SqliteDatabase database, ExecuteCommandContext context)
    {
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var users = context.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .Where(resource => resource.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == database))
            .ToList();

        foreach (var user in users)
        {
            if (await commands.ExecuteCommandAsync(user, KnownResourceCommands.StopCommand, context.CancellationToken) is { Success: false } refusal)
            {
                return refusal;
            }
        }

        foreach (var suffix in Suffixes)
        {
            File.Delete(database.File + suffix);
        }

        foreach (var user in users)
        {
            if (await commands.ExecuteCommandAsync(user, KnownResourceCommands.StartCommand, context.CancellationToken) is { Success: false } refusal)
            {
                return refusal;
            }
        }

        return CommandResults.Success();
    }
}
