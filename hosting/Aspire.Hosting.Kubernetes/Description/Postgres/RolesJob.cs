namespace Aspire.Hosting.Kubernetes.Description.Postgres;

/// <summary>
/// The Job that gives the databases of a PostgreSQL server roles of their own. It runs the server's own image, for the client programs in it, and
/// is the only one besides the server that knows the superuser's password.
/// </summary>
internal static class RolesJob
{
    private const string Password = "PGPASSWORD";

    /// <summary>The name of the Job of <paramref name="server"/>.</summary>
    public static string NameFor(string server) => $"{server}-roles";

    /// <summary>The Job.</summary>
    /// <param name="server">The server.</param>
    /// <param name="host">Its host, as clients see it.</param>
    /// <param name="port">Its port, as clients see it.</param>
    /// <param name="superuser">The superuser's name.</param>
    /// <param name="password">The superuser's password.</param>
    /// <param name="databases">The databases.</param>
    public static WorkloadDescription Describe(WorkloadDescription server, TextTemplate host, TextTemplate port, TextTemplate superuser, TextTemplate password, IReadOnlyList<OwnedDatabase> databases) => new()
    {
        Name = NameFor(server.Name),
        ServiceName = NameFor(server.Name),
        Kind = WorkloadKind.Job,
        Component = "database-roles",
        Image = server.Image,
        Command = ["sh", "-c"],
        Arguments = [TextTemplate.Literal(Script())],
        Environment =
        [
            new("PGHOST", host),
            new("PGPORT", port),
            new("PGUSER", superuser),
            new(Password, password),
            new($"{Password}_PREVIOUS", password.Previous()),
            new("DATABASES", TextTemplate.Literal(string.Join(' ', databases.Select(WordFor)))),
            .. databases.SelectMany(Settings),
        ],
        ValueChanges = databases.ToDictionary(PasswordVariable, database => PostgresPassword.Of(database.Role, database.Database, server.Name)),
        HasOnlyModelAddresses = true,
        WaitsFor = [server.Name],
        Identity = server.Identity with { WritablePaths = ["/tmp"] },
        Resources = new("50m", "64Mi", "500m", "128Mi"),
        Source = server.Source,
    };

    private static IEnumerable<EnvironmentEntry> Settings(OwnedDatabase database) =>
    [
        new($"{WordFor(database)}_DATABASE", TextTemplate.Literal(database.Database)),
        new($"{WordFor(database)}_ROLE", TextTemplate.Literal(database.Role)),
        new(PasswordVariable(database), database.Password),
    ];

    private static string PasswordVariable(OwnedDatabase database) => $"{WordFor(database)}_PASSWORD";

    // A name of a resource has letters, digits and hyphens.
    private static string WordFor(OwnedDatabase database) => database.Resource.Replace('-', '_').ToUpperInvariant();

    private static string Script()
    {
        using var stream = typeof(RolesJob).Assembly.GetManifestResourceStream("postgres-roles.sh")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
