namespace Aspire.Hosting.ApplicationModel;

/// <summary>The names of facts that the dashboard knows.</summary>
public static class CustomResourceKnownProperties
{
    /// <summary>Gets the name of the fact that says where a resource comes from.</summary>
    public static string Source { get; } = "resource.source";

    /// <summary>Gets the name of the fact that holds a connection string.</summary>
    public static string ConnectionString { get; } = "resource.connectionString";
}
