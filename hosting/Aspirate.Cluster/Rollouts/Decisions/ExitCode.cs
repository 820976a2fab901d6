namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>What a container's exit code says. Above 128 it is the number of the signal that ended it, as shells have it.</summary>
internal static class ExitCode
{
    private const int FirstSignal = 128;

    public static string Describe(int code) => code switch
    {
        0 => "has ended by itself (exit code 0), but it has to keep running",
        126 => "has ended: its command is not executable (exit code 126)",
        127 => "has ended: its command was not found (exit code 127)",
        > FirstSignal and < FirstSignal + 65 => $"was ended by {Signal(code - FirstSignal)} (exit code {code})",
        _ => $"has ended with exit code {code}",
    };

    public static string Remedy(int code) => code switch
    {
        0 => "A program that runs to completion belongs into a Job.",
        126 or 127 => "Correct the container's command, or the entry point of its image.",
        134 => "The program gave up by itself (in .NET: an unhandled exception); its log tells why.",
        137 => "Something killed it: look at the node's memory and at the pod's events.",
        139 => "The program crashed in native code; look at what it loads.",
        _ => "Its log tells why.",
    };

    private static string Signal(int number) => number switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => $"signal {number}",
    };
}
