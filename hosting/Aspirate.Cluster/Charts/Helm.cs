using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Cluster.Charts;

/// <summary>The user's own Helm (3.13 or newer), on the cluster that is connected to.</summary>
/// <param name="connection">The cluster.</param>
/// <param name="directory">What a chart's folder is relative to.</param>
internal sealed class Helm(ClusterConnection connection, string directory)
{
    // Helm has one answer for everything that is wrong; this is the one that is no mistake.
    private const string NotFound = "release: not found";

    /// <summary>What is installed under a name; <see langword="null"/> when nothing is.</summary>
    public async Task<HelmRelease?> FindAsync(string release, string @namespace, CancellationToken cancellationToken)
    {
        var result = await RunAsync(["get", "metadata", release, "--namespace", @namespace, "--output", "json"], cancellationToken);
        if (result.ExitCode != 0)
        {
            return result.StandardError.Contains(NotFound, StringComparison.Ordinal)
                ? null
                : throw Failed($"does not say what is installed as '{release}' in namespace '{@namespace}'", result);
        }

        return JsonSerializer.Deserialize(result.StandardOutput, ChartsJsonContext.Default.HelmRelease)
            ?? throw Failed($"does not say what is installed as '{release}' in namespace '{@namespace}'", result);
    }

    /// <summary>Installs a chart, or brings what is installed to its version and values, and waits until it is ready.</summary>
    public async Task InstallAsync(ChartInstallation chart, TimeSpan timeout, CancellationToken cancellationToken)
    {
        string[] conflicts = chart.ForceConflicts is true ? ["--server-side=true", "--force-conflicts"] : [];
        var result = await RunAsync(
            [
                "upgrade", chart.Release, chart.Chart, "--install",
                "--version", chart.Version,
                "--namespace", chart.Namespace, "--create-namespace",
                "--wait", "--timeout", Seconds(timeout),
                .. conflicts,
                .. (chart.Set ?? new Dictionary<string, string>()).SelectMany(value => (string[])["--set", $"{value.Key}={Escape(value.Value)}"]),
            ],
            cancellationToken);
        if (result.ExitCode != 0)
        {
            throw Failed($"cannot install {chart.Chart} {chart.Version} as '{chart.Release}' into namespace '{chart.Namespace}'", result);
        }
    }

    /// <summary>Uninstalls what is installed under a name; its namespace, and definitions that it brought, may stay.</summary>
    public async Task UninstallAsync(string release, string @namespace, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var result = await RunAsync(["uninstall", release, "--namespace", @namespace, "--wait", "--timeout", Seconds(timeout)], cancellationToken);
        if (result.ExitCode != 0 && !result.StandardError.Contains(NotFound, StringComparison.Ordinal))
        {
            throw Failed($"cannot uninstall '{release}' from namespace '{@namespace}'", result);
        }
    }

    // A comma would begin the next value, except in a list.
    private static string Escape(string value)
    {
        var text = value.Replace("\\", "\\\\", StringComparison.Ordinal);
        return text is ['{', .., '}'] ? text : text.Replace(",", "\\,", StringComparison.Ordinal);
    }

    private static string Seconds(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"{(long)timeout.TotalSeconds}s");

    private static ClusterException Failed(string what, BufferedCommandResult result) => new($"helm {what}: {result.StandardError.Trim()}");

    private async Task<BufferedCommandResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await Cli.Wrap("helm")
                .WithArguments([.. arguments, .. connection.CommandLineArguments])
                .WithWorkingDirectory(directory)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync(Encoding.UTF8, cancellationToken);
        }
        catch (Win32Exception missing)
        {
            throw new ClusterException("The application needs Helm charts, and helm, which installs them, is not on the PATH. Install it: https://helm.sh/docs/intro/install/", missing);
        }
    }
}

/// <summary>What Helm says of a release.</summary>
/// <param name="Chart">The chart's own name.</param>
/// <param name="Version">The chart's version.</param>
/// <param name="Revision">How often it was installed or upgraded.</param>
/// <param name="Status">E.g. <c>deployed</c>, <c>failed</c>.</param>
internal sealed record HelmRelease(string Chart, string Version, int Revision, string Status)
{
    public bool IsDeployed => Status == "deployed";
}
