namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>Gets or sets the launch profile; that of the AppHost's own name, or the first one, by default.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Gets or sets whether no launch profile is used.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}
