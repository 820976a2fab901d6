using System.ComponentModel;
using System.Diagnostics;

namespace Aspirate.Addresses;

/// <summary>The user's browser, where there is a screen.</summary>
internal static class Browser
{
    private static readonly string[] Displays = ["DISPLAY", "WAYLAND_DISPLAY"];

    public static bool IsAvailable => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() || HasDisplay;

    private static bool HasDisplay => Displays.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));

    /// <returns>Whether it could be opened.</returns>
    public static bool TryOpen(Uri address)
    {
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
