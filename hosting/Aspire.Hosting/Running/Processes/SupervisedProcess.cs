using System.Diagnostics;

namespace Aspire.Hosting.Running.Processes;

/// <inheritdoc cref="ISupervisedProcess"/>
internal sealed class SupervisedProcess : ISupervisedProcess
{
    // A grandchild may hold the pipes open after its parent's death; it is killed, and this bounds what remains.
    private static readonly TimeSpan PipeDrainLimit = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly IProcessTree _tree;

    public SupervisedProcess(Process process, IProcessTree tree, Action<LogLine> onLine)
    {
        _process = process;
        _tree = tree;
        Id = process.Id;

        var output = new LineReader(process.StandardOutput.BaseStream, line => onLine(new(line, IsError: false)));
        var error = new LineReader(process.StandardError.BaseStream, line => onLine(new(line, IsError: true)));
        Exited = WaitForExitAsync(output, error);
    }

    public int Id { get; }

    public Task<int> Exited { get; }

    public void Terminate() => _tree.Terminate();

    public void Kill() => _tree.Kill();

    private async Task<int> WaitForExitAsync(LineReader output, LineReader error)
    {
        using var drained = new CancellationTokenSource();
        var pumps = Task.WhenAll(output.ReadToEndAsync(drained.Token), error.ReadToEndAsync(drained.Token));

        await _process.WaitForExitAsync(CancellationToken.None);
        var exitCode = _process.ExitCode;

        // As in a container: when the first process ends, so does the rest of its tree.
        _tree.Kill();
        _tree.Dispose();

        drained.CancelAfter(PipeDrainLimit);
        await pumps;
        _process.Dispose();
        return exitCode;
    }
}
