using System.Text.Json.Serialization;

namespace Aspirate.Cluster.Secrets.Templates;

/// <summary>
/// How a running program is told the new value of a parameter that it reads at its first start only, as a database does
/// its administrator's password. The pods are those that have the template's name and instance labels, unless it names
/// another workload.
/// </summary>
public sealed class ValueChange
{
    /// <summary>The workload whose pods run the program; <see langword="null"/> is the template's own.</summary>
    [JsonPropertyName("workload")]
    public string? Workload { get; set; }

    /// <summary>The container that the command runs in.</summary>
    [JsonPropertyName("container")]
    public string Container { get; set; } = "";

    /// <summary>
    /// The command. It reads from its standard input the new value, one line, and then the one before. It succeeds as well
    /// when the program has the new value already: a change that was interrupted is repeated.
    /// </summary>
    [JsonPropertyName("command")]
    public IList<string> Command { get; set; } = [];
}
