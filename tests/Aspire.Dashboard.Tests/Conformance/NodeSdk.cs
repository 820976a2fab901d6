using CliWrap;
using CliWrap.Buffered;

namespace Aspire.Dashboard.Tests.Conformance;

/// <summary>The SDK's packages, installed once for all tests into a folder of their own, by their lock file.</summary>
public sealed class NodeSdk : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dashboard-node-");

    public string Folder => _folder.FullName;

    /// <summary>Why the SDK is not there; null if it is.</summary>
    public string? ReasonToSkip { get; private set; }

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Conformance", "node")))
        {
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        }

        using var patience = new CancellationTokenSource(Patience);

        try
        {
            var installing = await Cli.Wrap("npm").WithWorkingDirectory(Folder)
                .WithArguments(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(patience.Token);
            ReasonToSkip = installing.ExitCode == 0 ? null : $"npm cannot install the SDK: {installing.StandardError}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            ReasonToSkip = "There is no Node on this machine.";
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
