namespace Aspire.Hosting.Kubernetes.Description.Postgres;

/// <summary>A database with a role of its own.</summary>
/// <param name="Resource">The resource's name.</param>
/// <param name="Database">The database's name on the server.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Password">The role's password.</param>
internal sealed record OwnedDatabase(string Resource, string Database, string Role, TextTemplate Password);
