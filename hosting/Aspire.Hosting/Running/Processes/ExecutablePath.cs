namespace Aspire.Hosting.Running.Processes;

/// <summary>Finds a program as a shell would: a path as it is, a bare name in <c>PATH</c>.</summary>
internal static class ExecutablePath
{
    /// <returns>The full path, or <see langword="null"/> if there is no such program.</returns>
    public static string? Find(string fileName, string? workingDirectory = null)
    {
        if (fileName.Contains(Path.DirectorySeparatorChar) || fileName.Contains(Path.AltDirectorySeparatorChar))
        {
            return Candidates(Path.GetFullPath(fileName, workingDirectory ?? Environment.CurrentDirectory)).FirstOrDefault(IsExecutable);
        }

        var folders = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return folders.SelectMany(folder => Candidates(Path.Combine(folder, fileName))).FirstOrDefault(IsExecutable);
    }

    private static IEnumerable<string> Candidates(string path)
    {
        yield return path;

        if (OperatingSystem.IsWindows() && !Path.HasExtension(path))
        {
            var extensions = Environment.GetEnvironmentVariable("PATHEXT") ?? ".EXE;.CMD;.BAT";
            foreach (var extension in extensions.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return path + extension;
            }
        }
    }

    private static bool IsExecutable(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows()
            ? Path.HasExtension(path)
            : (File.GetUnixFileMode(path) & Executable) != 0;
    }
}
