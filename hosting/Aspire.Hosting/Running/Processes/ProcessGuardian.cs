using System.Diagnostics;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Running.Processes;

/// <summary>
/// Outlives the runner by a moment and ends what it has left behind. A small POSIX shell script in a session of its own
/// reads the names of the living process groups from a pipe; however the runner ends, even by <c>kill -9</c>, the
/// kernel closes that pipe, and the guardian terminates the groups, waits, and kills.
/// </summary>
/// <remarks>
/// One guardian serves all processes, needs no cooperation of the programs, and costs a millisecond to start.
/// Descendants that left their group are found by <see cref="MarkerVariable"/>, which they have inherited.
/// </remarks>
[UnsupportedOSPlatform("windows")]
internal sealed class ProcessGuardian : IDisposable
{
    /// <summary>The environment variable by which every descendant of a run is recognised.</summary>
    public const string MarkerVariable = "ASPIRE_RUN_ID";

    private const string Script =
        """
        trap '' HUP INT QUIT TERM
        targets=' '
        containers=''
        while read -r verb target name; do
          case $verb in
            watch) targets="$targets$target " ;;
            forget) case $targets in *" $target "*) targets="${targets%%" $target "*} ${targets#*" $target "}" ;; esac ;;
            container) containers="$containers$target $name
        " ;;
          esac
        done
        strays() {
          if [ -d /proc/self ]; then
            grep -lsF -- "ASPIRE_RUN_ID=$1" /proc/[0-9]*/environ | sed 's,^/proc/\([0-9]*\)/.*,\1,'
          else
            ps -axEww -o pid=,command= 2>/dev/null | awk -v mark="ASPIRE_RUN_ID=$1" 'index($0, mark) && !/awk/ { print $1 }'
          fi
        }
        alive() {
          for process in $targets $(strays "$1"); do
            kill -s 0 -- "$process" 2>/dev/null && return 0
          done
          return 1
        }
        signal() {
          for process in $targets $(strays "$2"); do
            kill -s "$1" -- "$process" 2>/dev/null
          done
        }
        signal TERM "$1"
        rounds=0
        while alive "$1" && [ "$rounds" -lt 25 ]; do sleep 0.2; rounds=$((rounds + 1)); done
        rounds=0
        while alive "$1" && [ "$rounds" -lt 5 ]; do signal KILL "$1"; sleep 0.2; rounds=$((rounds + 1)); done
        printf '%s' "$containers" | while read -r runtime name; do "$runtime" rm -f "$name" >/dev/null 2>&1; done
        """;

    private readonly Lock _lock = new();
    private readonly Process _process;
    private readonly StreamWriter _pipe;

    public ProcessGuardian(SessionLauncher sessions)
    {
        var start = new ProcessStartInfo { RedirectStandardInput = true, UseShellExecute = false };
        sessions.Prepare(start, "/bin/sh", ["-c", Script, "aspire-guardian", RunId]);

        _process = Process.Start(start)
            ?? throw new DistributedApplicationException("The guardian process (/bin/sh) could not be started.");
        _pipe = _process.StandardInput;
        _pipe.AutoFlush = true;
    }

    /// <summary>The value of <see cref="MarkerVariable"/> for this run.</summary>
    public string RunId { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Takes charge of a process, or of a process group if the number is negative.</summary>
    public void Watch(int target) => Tell($"watch {target}");

    /// <summary>The process or process group has ended.</summary>
    public void Forget(int target) => Tell($"forget {target}");

    /// <summary>Removes a container, should it still be there when the runner has ended.</summary>
    public void WatchContainer(string runtime, string name) => Tell($"container {runtime} {name}");

    public void Dispose()
    {
        lock (_lock)
        {
            try
            {
                _pipe.Dispose();
            }
            catch (IOException)
            {
                // It is gone already.
            }

            _process.Dispose();
        }
    }

    private void Tell(string line)
    {
        lock (_lock)
        {
            try
            {
                _pipe.Write(line + "\n");
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Somebody killed the guardian. The run goes on; an orderly stop does not need it.
            }
        }
    }
}
