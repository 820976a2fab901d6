namespace Aspire.Hosting.Kubernetes.Description.Postgres;

/// <summary>How a running PostgreSQL server is told the new password of a role: by the role itself.</summary>
internal static class PostgresPassword
{
    // Without a terminal, psql asks its standard input for the new one, and tells the server a verifier in its place, which is all that a log may get. When
    // the old password does not do, the change has been made already.
    private const string Script = """
        IFS= read -r NEW_PASSWORD
        IFS= read -r OLD_PASSWORD
        export PGUSER="${1:-${POSTGRES_USER:-postgres}}" PGDATABASE="${2:-postgres}"
        change() {
          printf '%s\n%s\n' "$NEW_PASSWORD" "$NEW_PASSWORD" |
            PGPASSWORD="$1" psql --no-password --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --command='\password'
        }
        change "$OLD_PASSWORD" || change "$NEW_PASSWORD"

        """;

    /// <summary>The password of the role that the server was set up with.</summary>
    public static ProgramChange OfAdministrator { get; } = new(["sh", "-c", Script]);

    /// <summary>The password of <paramref name="role"/>, which may log in to <paramref name="database"/> of the server <paramref name="workload"/>.</summary>
    public static ProgramChange Of(string role, string database, string workload) => new(["sh", "-c", Script, "change-password", role, database]) { Workload = workload };
}
