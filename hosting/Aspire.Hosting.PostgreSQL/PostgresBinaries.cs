using System.Globalization;

namespace Aspire.Hosting.PostgreSQL;

/// <summary>The machine's own PostgreSQL programs.</summary>
/// <param name="Directory">The directory that they are in.</param>
/// <param name="Version">Their major version, when the directory tells.</param>
internal sealed record PostgresBinaries(string Directory, int? Version)
{
    /// <summary>Where packages put them, newest version first: Debian, Red Hat, Homebrew, Postgres.app, Windows.</summary>
    private static readonly (string Root, string Below)[] Places =
    [
        ("/usr/lib/postgresql", "bin"),
        ("/usr", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
        ("/Applications/Postgres.app/Contents/Versions", "bin"),
        (@"C:\Program Files\PostgreSQL", "bin"),
    ];

    /// <summary>Gets whether the machine has any.</summary>
    internal static bool AreInstalled => All().Any();

    internal string Postgres => Path.Combine(Directory, Executable("postgres"));

    internal string InitDb => Path.Combine(Directory, Executable("initdb"));

    internal static PostgresBinaries Find(string resourceName, int? requiredVersion)
    {
        var all = All().ToList();
        if (all.Count == 0)
        {
            throw new DistributedApplicationException(
                $"The resource '{resourceName}' needs a container runtime or PostgreSQL, and this machine has neither. Install Docker or Podman, or PostgreSQL (Debian and Ubuntu: apt install postgresql; macOS: brew install postgresql).");
        }

        if (requiredVersion is null)
        {
            return all[0];
        }

        return all.FirstOrDefault(binaries => binaries.Version == requiredVersion)
            ?? all.FirstOrDefault(binaries => binaries.Version is null)
            ?? throw new DistributedApplicationException(
                $"The data of '{resourceName}' was written by PostgreSQL {requiredVersion}, but this machine has {string.Join(", ", all.Select(binaries => binaries.Version).Distinct())}. Install PostgreSQL {requiredVersion}, or delete the data directory to begin anew.");
    }

    private static IEnumerable<PostgresBinaries> All()
    {
        var installed = Places
            .Where(place => System.IO.Directory.Exists(place.Root))
            .SelectMany(place => System.IO.Directory.EnumerateDirectories(place.Root).Select(version => new PostgresBinaries(Path.Combine(version, place.Below), VersionIn(Path.GetFileName(version)))))
            .Where(binaries => binaries.Version is not null)
            .OrderByDescending(binaries => binaries.Version);
        var inPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(BehindLinks);

        return installed.Concat(inPath).DistinctBy(binaries => binaries.Directory).Where(binaries => File.Exists(binaries.Postgres) && File.Exists(binaries.InitDb));
    }

    /// <summary>A directory of links leads to where the programs are, whose path tells their version.</summary>
    private static PostgresBinaries BehindLinks(string directory)
    {
        var program = new FileInfo(Path.Combine(directory, Executable("postgres")));
        var target = program.Exists ? program.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? program.FullName : program.FullName;
        var actual = Path.GetDirectoryName(target)!;
        return new PostgresBinaries(actual, VersionIn(Path.GetFileName(Path.GetDirectoryName(actual)) ?? ""));
    }

    /// <summary>The version in a directory's name: <c>17</c>, <c>pgsql-17</c>, <c>postgresql@17</c>.</summary>
    private static int? VersionIn(string name)
    {
        var digits = name.StartsWith("postgresql@", StringComparison.Ordinal) ? name["postgresql@".Length..]
            : name.StartsWith("pgsql-", StringComparison.Ordinal) ? name["pgsql-".Length..]
            : name;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
    }

    private static string Executable(string name) => OperatingSystem.IsWindows() ? $"{name}.exe" : name;
}
