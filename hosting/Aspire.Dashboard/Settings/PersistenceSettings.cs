namespace Aspire.Dashboard.Settings;

/// <summary>Telemetry that survives a restart (<c>DASHBOARD__PERSISTENCE__…</c>). Not official.</summary>
public sealed class PersistenceSettings
{
    /// <summary>The file of the store, created with mode 0600; its folder is created too. Default: none, then telemetry lives in memory only.</summary>
    public string? Path { get; set; }

    /// <summary>Bytes that the file may take, oldest out first. Default 128 MiB.</summary>
    public long MaxBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>The longest time that received telemetry waits to be written. Default 1 second.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);
}
