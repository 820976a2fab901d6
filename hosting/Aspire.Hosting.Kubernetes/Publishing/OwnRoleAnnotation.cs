using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>A database's role of its own.</summary>
/// <param name="Role">The role's name.</param>
/// <param name="Database">The database's name on its server.</param>
/// <param name="Password">The role's password.</param>
internal sealed record OwnRoleAnnotation(string Role, string Database, ParameterResource Password) : IResourceAnnotation;
