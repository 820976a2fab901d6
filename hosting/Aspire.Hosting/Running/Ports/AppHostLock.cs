using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Aspire.Hosting.Running.Ports;

/// <summary>Held while an AppHost runs, so that it does not run twice. The kernel frees it however the AppHost ends.</summary>
internal sealed class AppHostLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holderFile;

    private AppHostLock(FileStream file, string holderFile) => (_file, _holderFile) = (file, holderFile);

    /// <param name="appHost">What identifies the AppHost: the path of its project.</param>
    /// <param name="folder">Where locks are kept; private to the user.</param>
    /// <exception cref="DistributedApplicationException">It runs already.</exception>
    public static AppHostLock Acquire(string appHost, string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(appHost))))[..16];
        var path = Path.Combine(folder, name);
        var holderFile = path + ".pid";

        try
        {
            var file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(file, holderFile);
        }
        catch (IOException)
        {
            throw new DistributedApplicationException(
                $"This AppHost is running already{Holder(holderFile)}. Stop that one first (Ctrl+C in its terminal), or go on using it.");
        }
    }

    public void Dispose()
    {
        File.Delete(_holderFile);
        _file.Dispose();
    }

    private static string Holder(string holderFile)
    {
        try
        {
            return $" (process {File.ReadAllText(holderFile)})";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
