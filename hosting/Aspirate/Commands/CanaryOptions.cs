using System.CommandLine;
using System.Globalization;
using Aspirate.Cluster;
using Aspirate.Cluster.Deploying;

namespace Aspirate.Commands;

/// <summary>Whether, and how, a new version is tried out with a share of the requests.</summary>
internal sealed class CanaryOptions
{
    private readonly Option<int?> _share = new("--canary")
    {
        Description = "Try the new version out with a share of the requests first, e.g. 10%; go on to all, or back, by itself (Gateway API)",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text.EndsWith('%') ? text[..^1] : text, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 99)
            {
                return percent;
            }

            result.AddError($"'{text}' is no share: write --canary 10%, between 1% and 99%.");
            return null;
        },
    };

    private readonly TimeoutOption _time = new("--canary-time", "How long the new version is watched", TimeSpan.FromMinutes(5));

    public void AddTo(Command command, Option<bool> noWait, Option<bool> dryRun)
    {
        command.Add(_share);
        command.Add(_time);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_time) is { Implicit: false } && result.GetResult(_share) is null or { Implicit: true })
            {
                result.AddError("--canary-time says how long a canary is watched: name its share, too, e.g. --canary 10%");
            }

            if (result.GetResult(_share) is { Implicit: false } && result.GetValue(noWait))
            {
                result.AddError("--canary waits and decides: leave out --no-wait.");
            }

            if (result.GetResult(_share) is { Implicit: false } && result.GetValue(dryRun))
            {
                result.AddError("--dry-run shows what would change for all: leave out --canary.");
            }
        });
    }

    /// <summary>Watches the new version; <see langword="null"/> when it is not asked for.</summary>
    public CanaryWatch? Watch(ParseResult arguments, ClusterConnection connection, DeploymentOutput console) =>
        arguments.GetValue(_share) is { } percent ? new(connection, console, percent, arguments.GetValue(_time)) : null;
}
