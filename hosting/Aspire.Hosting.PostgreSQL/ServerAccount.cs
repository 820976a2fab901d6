using CliWrap;

namespace Aspire.Hosting.PostgreSQL;

/// <summary>
/// The account that a server runs as. PostgreSQL refuses to run as root, so root's AppHost (in a container, in CI) starts
/// it as an unprivileged user.
/// </summary>
/// <param name="userName">The unprivileged user; <see langword="null"/> to stay who one is.</param>
internal sealed class ServerAccount(string? userName)
{
    private static readonly string[] UnprivilegedUsers = ["postgres", "nobody"];

    internal static ServerAccount Current()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return new ServerAccount(null);
        }

        var users = File.Exists("/etc/passwd") ? File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal) : [];
        return new ServerAccount(UnprivilegedUsers.FirstOrDefault(users.Contains)
            ?? throw new DistributedApplicationException("PostgreSQL refuses to run as root, and this machine has neither a user 'postgres' nor 'nobody' to run it as. Start the AppHost as another user."));
    }

    /// <summary>Makes the directory that a server's files are in.</summary>
    /// <param name="wanted">Where it is to be; <see langword="null"/> for a temporary one.</param>
    internal (string Directory, bool IsTemporary) DataDirectory(string? wanted)
    {
        if (wanted is null)
        {
            var temporary = Directory.CreateTempSubdirectory("aspire-postgres-").FullName;
            Own(temporary);
            return (temporary, true);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(wanted);
        }
        else
        {
            // The directories above stay what they are; this one is the server's alone (it demands that).
            Directory.CreateDirectory(Path.GetDirectoryName(wanted)!);
            Directory.CreateDirectory(wanted, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Own(wanted);
        return (wanted, false);
    }

    /// <summary>Gets the command that runs a program as this account. It replaces itself with the program, so that signals reach it.</summary>
    internal (string FileName, IReadOnlyList<string> Arguments) Command(string program, IReadOnlyList<string> arguments) => userName is null
        ? (program, arguments)
        : ("/usr/bin/setpriv", [$"--reuid={userName}", $"--regid={Group()}", "--clear-groups", "--no-new-privs", "--", program, .. arguments]);

    internal Task OwnAsync(string path, CancellationToken cancellationToken) => userName is null
        ? Task.CompletedTask
        : Cli.Wrap("chown").WithArguments([$"{userName}:{Group()}", path]).ExecuteAsync(cancellationToken);

    private void Own(string path) => OwnAsync(path, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>The user's own group, by number: its name is another one on every system.</summary>
    private string Group() => File.ReadLines("/etc/passwd").Select(line => line.Split(':')).First(entry => entry[0] == userName)[3];
}
