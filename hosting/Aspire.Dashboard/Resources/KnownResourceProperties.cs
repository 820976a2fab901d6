namespace Aspire.Dashboard.Resources;

/// <summary>Names of properties that the official AppHost uses.</summary>
public static class KnownResourceProperties
{
    /// <summary>The exit code of an ended process.</summary>
    public const string ExitCode = "resource.exitCode";

    /// <summary>Where the resource comes from, in its own words.</summary>
    public const string Source = "resource.source";

    /// <summary>The connection string of a resource that has one.</summary>
    public const string ConnectionString = "resource.connectionString";

    /// <summary>The name of the parent resource.</summary>
    public const string ParentName = "resource.parentName";

    /// <summary>An executable's path.</summary>
    public const string ExecutablePath = "executable.path";

    /// <summary>An executable's working directory.</summary>
    public const string ExecutableWorkDirectory = "executable.workDir";

    /// <summary>An executable's arguments.</summary>
    public const string ExecutableArguments = "executable.args";

    /// <summary>An executable's process id.</summary>
    public const string ExecutablePid = "executable.pid";

    /// <summary>A project's file.</summary>
    public const string ProjectPath = "project.path";

    /// <summary>A container's image.</summary>
    public const string ContainerImage = "container.image";

    /// <summary>A container's id.</summary>
    public const string ContainerId = "container.id";

    /// <summary>A parameter's value.</summary>
    public const string ParameterValue = "Value";
}
