namespace Auth.Data;

/// <summary>What is remembered of attempts of one kind, such as failed log-ins to one account, at all replicas together.</summary>
public sealed class ThrottleEntry
{
    public const int MaxKeyLength = 100;

    /// <summary>The kind of attempt and a hash of who or what it concerns.</summary>
    public required string Key { get; set; }

    /// <summary>When all attempts so far are forgiven, in milliseconds since 1970-01-01T00:00Z.</summary>
    public long ForgivenAt { get; set; }

    /// <summary>When the next attempt may be made, in milliseconds since 1970-01-01T00:00Z; 0 when it need not wait, whatever a replica's clock says.</summary>
    public long NotBefore { get; set; }
}
