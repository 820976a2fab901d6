using System.ComponentModel;
using Aspirate.Cluster.Building.Images;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Cluster.Building.Targets;

/// <summary>The images of a container engine or of a local cluster, into which its own program loads an archive.</summary>
internal sealed class LoadTarget(ImageLoader loader) : IImageTarget
{
    public string Description => loader.Description;

    public string? Registry => null;

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var answer = await RunAsync(loader.Check, cancellationToken);
        if (answer.ExitCode != 0)
        {
            throw new UserErrorException($"{loader.Description} cannot be used: {FirstLine(answer)} {loader.Remedy}");
        }
    }

    public async Task<ImageDelivery> DeliverAsync(ContainerImage image, IReadOnlyList<ImageReference> names, bool force, CancellationToken cancellationToken)
    {
        if (!force && await IsCurrentAsync(names, cancellationToken))
        {
            return new(names[0].ToString(), Change: null);
        }

        using var folder = new ScratchFolder();
        var archive = Path.Combine(folder.Path, $"{names[0].Tag}.tar");
        await ImageArchive.WriteAsync(image, [.. names.Select(name => name.ToString())], archive, cancellationToken);
        var answer = await RunAsync(loader.Load(archive), cancellationToken);
        return answer.ExitCode == 0
            ? new(names[0].ToString(), $"loaded {DataSize.Format(image.Length)}")
            : throw new UserErrorException($"{loader.Description} did not take {names[0]}: {FirstLine(answer)} {loader.Remedy}");
    }

    private async Task<bool> IsCurrentAsync(IReadOnlyList<ImageReference> names, CancellationToken cancellationToken)
    {
        if (loader.Presence is not { } presence)
        {
            return false;
        }

        var answer = await RunAsync(presence.Ask(names), cancellationToken);
        return answer.ExitCode == 0 && presence.IsCurrent(answer.StandardOutput, names);
    }

    private async Task<BufferedCommandResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await Cli.Wrap(loader.Program).WithArguments(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
        }
        catch (Win32Exception)
        {
            throw new UserErrorException($"There is no program '{loader.Program}' on the PATH, which {loader.Description} needs. {loader.Remedy}");
        }
    }

    private static string FirstLine(BufferedCommandResult answer) =>
        $"{answer.StandardError}\n{answer.StandardOutput}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } lines
            ? lines[0].TrimEnd('.') + "."
            : $"it ended with exit code {answer.ExitCode}.";
}
