using System.Text.Json.Serialization;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// How a running program is told the new value of a parameter that it reads at its first start only, as a database does
/// its administrator's password. The pods are those that have the template's name and instance labels.
/// </summary>
public sealed class ValueChange
{
    /// <summary>The container that the command runs in.</summary>
    [JsonPropertyName("container")]
    public string Container { get; set; } = "";

    /// <summary>
    /// The command. It reads the new value, one line, from its standard input, and succeeds as well when the program has
    /// the value already: a change that was interrupted is repeated.
    /// </summary>
    [JsonPropertyName("command")]
    public IList<string> Command { get; set; } = [];
}
