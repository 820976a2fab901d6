using System.Text;
using k8s;

namespace Cluster.Tests;

/// <summary>The application's PostgreSQL server, asked by its own client program in its own pod.</summary>
internal sealed class DatabaseServer(IKubernetes client, string @namespace)
{
    /// <summary>Runs <paramref name="sql"/> as the superuser, whose password is the one of the Secret.</summary>
    /// <returns>The rows' lines, with a bar between values.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(string sql, CancellationToken cancellationToken, string database = "postgres")
    {
        var (exitCode, output) = await RunAsync("postgres", await PasswordAsync("postgres-secrets", "POSTGRES_PASSWORD", cancellationToken), database, sql, cancellationToken);
        exitCode.ShouldBe(0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs <paramref name="sql"/> as <paramref name="role"/>.</summary>
    /// <returns>The program's exit code, and what it said.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(string role, string password, string database, string sql, CancellationToken cancellationToken)
    {
        var said = "";
        var exitCode = await client.NamespacedPodExecAsync(
            "postgres-0",
            @namespace,
            "postgres",
            ["sh", "-c", "IFS= read -r PGPASSWORD; export PGPASSWORD; exec psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --host=127.0.0.1 --username=\"$1\" --dbname=\"$2\" --file=- <<SQL\n$3\nSQL", "psql", role, database, sql],
            tty: false,
            async (input, output, error) =>
            {
                using var printed = new StreamReader(output, Encoding.UTF8);
                using var complained = new StreamReader(error, Encoding.UTF8);
                await input.WriteAsync(Encoding.UTF8.GetBytes($"{password}\n"), cancellationToken);
                await input.FlushAsync(cancellationToken);
                said = string.Concat(await Task.WhenAll(printed.ReadToEndAsync(cancellationToken), complained.ReadToEndAsync(cancellationToken)));
            },
            cancellationToken);
        return (exitCode, said);
    }

    public async Task<string> PasswordAsync(string secret, string key, CancellationToken cancellationToken) =>
        Encoding.UTF8.GetString((await client.CoreV1.ReadNamespacedSecretAsync(secret, @namespace, cancellationToken: cancellationToken)).Data[key]);
}
