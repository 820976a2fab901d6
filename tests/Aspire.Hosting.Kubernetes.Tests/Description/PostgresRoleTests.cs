using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Postgres;
using Aspire.Hosting.Kubernetes.Tests.Testing;
using Npgsql;
using Tests.Databases;

namespace Aspire.Hosting.Kubernetes.Tests.Description;

/// <summary>What the Job of the roles does to a real server. The tests of a class run one after the other: a role is the whole server's.</summary>
public sealed class PostgresRoleTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string EveryKindOfObject = """
        CREATE TABLE plain (id serial PRIMARY KEY, number int GENERATED ALWAYS AS IDENTITY, text text);
        INSERT INTO plain (text) SELECT 'x' FROM generate_series(1, 100);
        CREATE VIEW looked AS SELECT * FROM plain;
        CREATE MATERIALIZED VIEW kept AS SELECT * FROM plain;
        CREATE SEQUENCE counted;
        CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE DOMAIN small AS int CHECK (VALUE < 10);
        CREATE TYPE pair AS (a int, b mood);
        CREATE TYPE span AS RANGE (subtype = float8);
        CREATE FUNCTION add(a int, b mood) RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE PROCEDURE act() LANGUAGE sql AS 'SELECT 1';
        CREATE AGGREGATE total(int) (sfunc = int4pl, stype = int);
        CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq);
        CREATE STATISTICS known ON id, text FROM plain;
        CREATE COLLATION bytes (locale = 'C');
        CREATE TEXT SEARCH DICTIONARY words (template = simple);
        CREATE TEXT SEARCH CONFIGURATION search (copy = simple);
        SELECT lo_create(4711);
        CREATE SCHEMA "Other ""schema";
        CREATE TABLE "Other ""schema"."A Table" (part int) PARTITION BY RANGE (part);
        CREATE TABLE "Other ""schema".one PARTITION OF "Other ""schema"."A Table" FOR VALUES FROM (1) TO (2);
        """;

    // The catalogues that have owners, and what is in them beyond what PostgreSQL brings.
    private const string ForeignObjects = """
        SELECT count(*) FROM (
          SELECT relowner AS owner FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_')
          UNION ALL SELECT proowner FROM pg_proc WHERE oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'i')
          UNION ALL SELECT typowner FROM pg_type WHERE oid >= 16384 AND typtype <> 'm' AND typcategory <> 'A' AND typnamespace NOT IN (SELECT oid FROM pg_namespace WHERE nspname ~ '^pg_')
          UNION ALL SELECT oprowner FROM pg_operator WHERE oid >= 16384
          UNION ALL SELECT stxowner FROM pg_statistic_ext
          UNION ALL SELECT collowner FROM pg_collation WHERE oid >= 16384
          UNION ALL SELECT dictowner FROM pg_ts_dict WHERE oid >= 16384
          UNION ALL SELECT cfgowner FROM pg_ts_config WHERE oid >= 16384
          UNION ALL SELECT lomowner FROM pg_largeobject_metadata
          UNION ALL SELECT nspowner FROM pg_namespace WHERE oid >= 16384 AND nspname !~ '^pg_'
          UNION ALL SELECT datdba FROM pg_database WHERE datname = current_database()
        ) AS everything WHERE pg_get_userbyid(owner) <> $1
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fresh_server_gets_role_and_database_and_a_second_run_changes_nothing()
    {
        var superuser = await SuperuserAsync();
        var owned = Owned();

        (await RunJobAsync(superuser, owned)).ShouldSucceed();
        await using (var connection = await OpenAsync(superuser, owned))
        {
            await ExecuteAsync(connection, "CREATE TABLE mine (id int); CREATE TABLE public.also (id int); CREATE TEMPORARY TABLE passing (id int); CREATE SCHEMA more");
        }

        var before = await RightsAsync(superuser);
        (await RunJobAsync(superuser, owned)).ShouldSucceed();

        (await RightsAsync(superuser)).ShouldBe(before);
        await using var again = await OpenAsync(superuser, owned);
        (await ScalarAsync(again, "SELECT count(*) FROM mine")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_role_gets_into_its_own_database_only_and_makes_neither_roles_nor_databases()
    {
        var superuser = await SuperuserAsync();
        OwnedDatabase[] databases = [Owned(), Owned()];
        (await RunJobAsync(superuser, databases)).ShouldSucceed();

        foreach (var other in new[] { databases[1].Database, "postgres", "template1" })
        {
            var refused = await Should.ThrowAsync<PostgresException>(() => OpenAsync(superuser, databases[0] with { Database = other }));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        }

        await using var connection = await OpenAsync(superuser, databases[0]);
        foreach (var forbidden in new[] { "CREATE ROLE mallory", "CREATE DATABASE mine", $"ALTER ROLE \"{databases[1].Role}\" PASSWORD 'x'", $"ALTER DATABASE {databases[1].Database} RENAME TO mine", "SET ROLE postgres", "SELECT pg_read_file('PG_VERSION')", "COPY (SELECT 1) TO PROGRAM 'cat'", "ALTER SYSTEM SET log_statement = 'all'" })
        {
            (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync(connection, forbidden))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, forbidden);
        }

        (await ScalarAsync(connection, "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls FROM pg_roles WHERE rolname = current_user")).ShouldBe(false);
    }

    [Fact]
    public async Task Everything_in_a_database_of_the_superuser_becomes_the_roles_while_it_is_used()
    {
        var superuser = await SuperuserAsync();
        var owned = Owned();
        await MakeDatabaseAsync(superuser, owned.Database, EveryKindOfObject);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var traffic = Enumerable.Range(0, 4).Select(_ => UseAsync(superuser, owned.Database, stop.Token)).ToList();

        (await RunJobAsync(superuser, owned)).ShouldSucceed();
        await stop.CancelAsync();

        // None failed, and none waited long.
        (await Task.WhenAll(traffic)).ShouldAllBe(longest => longest < TimeSpan.FromSeconds(5));
        await using var connection = await OpenAsync(superuser, owned);
        (await ScalarAsync(connection, ForeignObjects, owned.Role)).ShouldBe(0L);
        await ExecuteAsync(connection, "ALTER TABLE plain ADD COLUMN more int; DROP VIEW looked; INSERT INTO plain (text) VALUES ('y'); ALTER TYPE mood ADD VALUE 'so-so'; DROP SCHEMA \"Other \"\"schema\" CASCADE");
    }

    [Fact]
    public async Task A_table_that_somebody_holds_is_waited_for_and_nobody_else_is_kept_from_it()
    {
        var superuser = await SuperuserAsync();
        var owned = Owned();
        await MakeDatabaseAsync(superuser, owned.Database, "CREATE TABLE held (id int)");
        await using var holder = await OpenAsync(superuser, owned.Database);
        await using var transaction = await holder.BeginTransactionAsync(Cancellation);
        await ExecuteAsync(holder, "SELECT * FROM held");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var job = RunJobAsync(superuser, owned);
        await WaitUntilAsync(superuser, $"SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = '{owned.Database}'");
        var longest = await UseAsync(superuser, owned.Database, stop.Token, "SELECT count(*) FROM held", times: 20);
        job.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync(Cancellation);

        (await job).ShouldSucceed();
        longest.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await using var connection = await OpenAsync(superuser, owned);
        await ExecuteAsync(connection, "DROP TABLE held");
    }

    [Fact]
    public async Task Names_and_passwords_may_have_any_sign()
    {
        var superuser = await SuperuserAsync();
        var suffix = Guid.NewGuid().ToString("n");
        var owned = new OwnedDatabase("odd-db", $"da\"ta 'base' = $x; {suffix}", $"Ro\"le's :x $HOME {suffix[..8]}", TextTemplate.Literal("it's \"a\" \\ :password; $(id) `id` %s"));

        (await RunJobAsync(superuser, owned)).ShouldSucceed();

        await using var connection = await OpenAsync(superuser, owned);
        (await ScalarAsync(connection, "SELECT current_user::text")).ShouldBe(owned.Role);
        (await RunAsync(PostgresPassword.Of(owned.Role, owned.Database, "postgres").Command, Address(superuser), $"it's 'new'\n{Text(owned.Password)}\n")).ShouldSucceed();
        await using var changed = await OpenAsync(superuser, owned with { Password = TextTemplate.Literal("it's 'new'") });
    }

    [Fact]
    public async Task Nothing_that_an_owner_has_defined_is_run_as_the_superuser()
    {
        var superuser = await SuperuserAsync();
        var owned = Owned();
        (await RunJobAsync(superuser, owned)).ShouldSucceed();
        await using (var connection = await OpenAsync(superuser, owned))
        {
            await ExecuteAsync(connection, $"""
                CREATE FUNCTION public.trap(name, name) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER ROLE "{owned.Role}" SUPERUSER'; RETURN true; END $$;
                CREATE OPERATOR public.<> (leftarg = name, rightarg = name, function = public.trap);
                CREATE FUNCTION public.pg_get_userbyid(oid) RETURNS name LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'ALTER ROLE "{owned.Role}" SUPERUSER'; RETURN 'x'; END $$;
                ALTER DATABASE {owned.Database} SET search_path = public, pg_catalog;
                ALTER DATABASE {owned.Database} SET statement_timeout = 1;
                """);
        }

        (await RunJobAsync(superuser, owned)).ShouldSucceed();

        await using var server = await OpenAsync(superuser, "postgres");
        (await ScalarAsync(server, $"SELECT rolsuper FROM pg_roles WHERE rolname = '{owned.Role}'")).ShouldBe(false);
    }

    [Fact]
    public async Task A_superuser_is_no_role_of_a_database()
    {
        var superuser = await SuperuserAsync();
        var owned = Owned();
        await using (var connection = await OpenAsync(superuser, "postgres"))
        {
            await ExecuteAsync(connection, $"CREATE ROLE {owned.Role} SUPERUSER");
        }

        var (exitCode, output) = await RunJobAsync(superuser, owned);

        exitCode.ShouldBe(1);
        output.ShouldContain($"The role {owned.Role} is a superuser, to whom all databases belong. Choose another name for the role of {owned.Database}.");
    }

    [Fact]
    public async Task The_superusers_password_before_does_while_it_is_changed_and_any_other_does_not()
    {
        var superuser = await SuperuserAsync();
        var owned = Owned();
        var wrong = new NpgsqlConnectionStringBuilder(superuser.ConnectionString) { Password = "wrong" };

        (await RunJobAsync(wrong, superuser.Password!, owned)).ShouldSucceed();
        var (exitCode, output) = await RunJobAsync(wrong, owned);

        exitCode.ShouldBe(1);
        output.ShouldContain("password authentication failed for user \"postgres\"");
    }

    [Fact]
    public async Task No_password_gets_into_the_servers_log()
    {
        var superuser = await SuperuserAsync();
        var owned = Owned();
        await using var connection = await OpenAsync(superuser, "postgres");
        await ExecuteAsync(connection, "ALTER SYSTEM SET log_statement = 'all'");
        await ExecuteAsync(connection, "ALTER SYSTEM SET log_min_duration_statement = 0");
        await ExecuteAsync(connection, "SELECT pg_reload_conf()");

        (await RunJobAsync(superuser, owned)).ShouldSucceed();
        await ExecuteAsync(connection, "SELECT 'this is logged'");

        var log = (string)(await ScalarAsync(connection, "SELECT pg_read_file(current_setting('data_directory') || '/../log')"))!;
        log.ShouldContain("this is logged");
        log.ShouldNotContain(Text(owned.Password));
        await ExecuteAsync(connection, "ALTER SYSTEM RESET ALL");
        await ExecuteAsync(connection, "SELECT pg_reload_conf()");
    }

    private static OwnedDatabase Owned()
    {
        var id = Guid.NewGuid().ToString("n")[..12];
        return new("shop-db", $"db_{id}", $"role_{id}", TextTemplate.Literal($"password-{id}"));
    }

    private async Task<NpgsqlConnectionStringBuilder> SuperuserAsync() => new(await server.NameDatabaseAsync(Cancellation)) { Database = "postgres", Pooling = false };

    private static Task<(int ExitCode, string Output)> RunJobAsync(NpgsqlConnectionStringBuilder superuser, params OwnedDatabase[] databases) => RunJobAsync(superuser, "", databases);

    private static Task<(int ExitCode, string Output)> RunJobAsync(NpgsqlConnectionStringBuilder superuser, string previousPassword, params OwnedDatabase[] databases)
    {
        var job = RolesJob.Describe(
            Sample.Postgres(),
            TextTemplate.Literal(superuser.Host!),
            TextTemplate.Literal(superuser.Port.ToString(CultureInfo.InvariantCulture)),
            TextTemplate.Literal(superuser.Username!),
            TextTemplate.Literal(superuser.Password!),
            [.. databases.Select((database, index) => database with { Resource = $"{database.Resource}-{index}" })]);
        var environment = job.Environment.ToDictionary(entry => entry.Name, entry => Text(entry.Value));
        environment["PGPASSWORD_PREVIOUS"] = previousPassword;
        return RunAsync([.. job.Command, .. job.Arguments.Select(Text)], environment);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(IReadOnlyList<string> command, Dictionary<string, string> environment, string input = "")
    {
        // As in a pod, there is no terminal that could be asked.
        var start = new ProcessStartInfo("setsid", ["--wait", .. command]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input.AsMemory(), Cancellation);
        process.StandardInput.Close();
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, string.Concat(output));
    }

    private static Dictionary<string, string> Address(NpgsqlConnectionStringBuilder superuser) => new()
    {
        ["PGHOST"] = superuser.Host!,
        ["PGPORT"] = superuser.Port.ToString(CultureInfo.InvariantCulture),
    };

    private static string Text(TextTemplate template) => string.Concat(template.Parts.Cast<TextPart.Literal>().Select(part => part.Text));

    private static Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder superuser, OwnedDatabase owned) =>
        OpenAsync(new NpgsqlConnectionStringBuilder(superuser.ConnectionString) { Username = owned.Role, Password = Text(owned.Password) }, owned.Database);

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder user, string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(user.ConnectionString) { Database = database }.ConnectionString);
        try
        {
            await connection.OpenAsync(Cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task MakeDatabaseAsync(NpgsqlConnectionStringBuilder superuser, string database, string content)
    {
        await using (var server = await OpenAsync(superuser, "postgres"))
        {
            await ExecuteAsync(server, $"CREATE DATABASE {database}");
        }

        await using var connection = await OpenAsync(superuser, database);
        await ExecuteAsync(connection, content);
    }

    // As a service of the version before does. Returns how long the slowest took.
    private static async Task<TimeSpan> UseAsync(NpgsqlConnectionStringBuilder superuser, string database, CancellationToken stop, string sql = "INSERT INTO plain (text) SELECT text FROM looked LIMIT 1", int times = int.MaxValue)
    {
        var longest = TimeSpan.Zero;
        await using var connection = await OpenAsync(superuser, database);
        for (var i = 0; i < times && !stop.IsCancellationRequested; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await ExecuteAsync(connection, sql);
            longest = new[] { longest, Stopwatch.GetElapsedTime(started) }.Max();
        }

        return longest;
    }

    private static async Task WaitUntilAsync(NpgsqlConnectionStringBuilder superuser, string condition)
    {
        await using var connection = await OpenAsync(superuser, "postgres");
        while (await ScalarAsync(connection, condition) is not true)
        {
        }
    }

    private static async Task<string> RightsAsync(NpgsqlConnectionStringBuilder superuser)
    {
        await using var connection = await OpenAsync(superuser, "postgres");
        return (string)(await ScalarAsync(connection, "SELECT string_agg(datname || datdba || coalesce(datacl::text, ''), ',' ORDER BY datname) FROM pg_database"))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return await command.ExecuteScalarAsync(Cancellation);
    }
}

file static class Ran
{
    public static void ShouldSucceed(this (int ExitCode, string Output) run) => run.ExitCode.ShouldBe(0, run.Output);
}
