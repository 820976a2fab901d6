using System.Diagnostics;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Running.Processes;

/// <summary>
/// Starts a program as leader of a session of its own, so that signals reach it with all its descendants, and a Ctrl+C
/// in the terminal reaches the runner only. .NET cannot ask for that itself; <c>setsid</c> (Linux) or <c>perl</c>
/// (part of macOS) replace themselves with the program and keep its environment and process id.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SessionLauncher
{
    private readonly string? _setsid = ExecutablePath.Find("setsid");
    private readonly string? _perl = ExecutablePath.Find("perl");

    /// <summary>Whether a session can be made; if not, a program is a single process to the runner.</summary>
    public bool IsAvailable => _setsid is not null || _perl is not null;

    public void Prepare(ProcessStartInfo start, string fileName, IEnumerable<string> arguments)
    {
        if (_setsid is not null)
        {
            start.FileName = _setsid;
            start.ArgumentList.Add(fileName);
        }
        else if (_perl is not null)
        {
            start.FileName = _perl;
            start.ArgumentList.Add("-MPOSIX");
            start.ArgumentList.Add("-e");
            start.ArgumentList.Add("POSIX::setsid(); exec { $ARGV[0] } @ARGV or exit 127");
            start.ArgumentList.Add("--");
            start.ArgumentList.Add(fileName);
        }
        else
        {
            start.FileName = fileName;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
    }
}
