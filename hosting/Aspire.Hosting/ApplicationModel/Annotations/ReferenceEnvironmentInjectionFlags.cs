namespace Aspire.Hosting.ApplicationModel;

/// <summary>The kinds of variables that a reference adds to the environment.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>ConnectionStrings__{name}</c>.</summary>
    ConnectionString = 1,

    /// <summary>The connection string's parts, such as <c>{NAME}_HOST</c>.</summary>
    ConnectionProperties = 2,

    /// <summary><c>services__{name}__{endpoint}__{i}</c>.</summary>
    ServiceDiscovery = 4,

    /// <summary><c>{NAME}_{ENDPOINT}</c>.</summary>
    Endpoints = 8,

    /// <summary>All of them.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}
