using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>The connection string of a database, as its own role.</summary>
/// <param name="name">The database's name in the model.</param>
/// <param name="connectionString">The connection string.</param>
internal sealed class ConnectionAsRole(string name, ReferenceExpression connectionString) : Resource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression => connectionString;
}
