namespace Aspire.Hosting;

/// <summary>A launch profile of a project.</summary>
public sealed class LaunchProfile
{
    /// <summary>Gets or sets how the project is started; only <c>Project</c> is used here.</summary>
    public string? CommandName { get; set; }

    /// <summary>Gets or sets the arguments, as one line.</summary>
    public string? CommandLineArgs { get; set; }

    /// <summary>Gets or sets the addresses to listen on, separated by semicolons.</summary>
    public string? ApplicationUrl { get; set; }

    /// <summary>Gets or sets the environment.</summary>
    public Dictionary<string, string> EnvironmentVariables { get; set; } = [];

    /// <summary>Gets or sets whether <c>dotnet run</c> says what it does.</summary>
    public bool? DotnetRunMessages { get; set; }

    /// <summary>Gets or sets whether a browser is opened.</summary>
    public bool? LaunchBrowser { get; set; }

    /// <summary>Gets or sets the address that the browser opens.</summary>
    public string? LaunchUrl { get; set; }
}
