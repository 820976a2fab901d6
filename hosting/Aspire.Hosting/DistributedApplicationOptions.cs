namespace Aspire.Hosting;

/// <summary>Settings of an AppHost.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>Gets or sets the command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>Gets or sets the name of the AppHost's assembly; the program's own by default.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Gets or sets the AppHost's directory; that of its project by default.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>Gets or sets the name that the dashboard shows; the AppHost's by default.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Gets or sets whether the dashboard is left out.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Gets or sets whether the dashboard's own connections may be without TLS.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>Gets or sets whether the resources' console output is also written to the AppHost's own log.</summary>
    public bool EnableResourceLogging { get; set; }

    /// <summary>Gets or sets the registry that all images are taken from, instead of their own.</summary>
    public string? ContainerRegistryOverride { get; set; }

    /// <summary>Gets or sets whether generated secrets are kept in user secrets for the next run. Tests keep none, and read none.</summary>
    internal bool KeepsSecrets { get; set; } = true;

    /// <summary>Gets or sets whether the dashboard takes free ports where none are set, so that several applications can run at once. In tests it does.</summary>
    internal bool RandomizesDashboardPorts { get; set; }
}
