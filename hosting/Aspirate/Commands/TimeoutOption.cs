using System.CommandLine;

namespace Aspirate.Commands;

/// <summary>How long to wait.</summary>
internal sealed class TimeoutOption : Option<TimeSpan>
{
    public TimeoutOption(string description, TimeSpan defaultValue)
        : this("--timeout", description, defaultValue)
    {
    }

    public TimeoutOption(string name, string description, TimeSpan defaultValue)
        : base(name)
    {
        Description = $"{description} (e.g. 90s, 5m)";
        DefaultValueFactory = _ => defaultValue;
        CustomParser = result =>
        {
            if (Duration.Parse(result.Tokens[0].Value) is { } time)
            {
                return time;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no time: write {name} 90s, 5m or 1h.");
            return default;
        };
    }

    /// <summary>How long a rollout may take.</summary>
    public static TimeoutOption ForRollouts() => new("How long the workloads may take to become healthy", TimeSpan.FromMinutes(5));
}
