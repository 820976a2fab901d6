using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>What a connection to a database is made of, as its resource tells: the server's superuser connects with it.</summary>
internal sealed record ConnectionProperties(ReferenceExpression Host, ReferenceExpression Port, ReferenceExpression Username, ReferenceExpression Password, ReferenceExpression DatabaseName)
{
    /// <summary>The properties of <paramref name="database"/>.</summary>
    /// <exception cref="DistributedApplicationException">It does not tell one of them.</exception>
    public static ConnectionProperties Of(IResourceWithConnectionString database)
    {
        var properties = database.GetConnectionProperties().ToDictionary(StringComparer.OrdinalIgnoreCase);
        return new(Get(nameof(Host)), Get(nameof(Port)), Get(nameof(Username)), Get(nameof(Password)), Get(nameof(DatabaseName)));

        ReferenceExpression Get(string name) => properties.GetValueOrDefault(name)
            ?? throw new DistributedApplicationException($"'{database.Name}' is to have a role of its own, and has no connection property '{name}', as the database of a PostgreSQL server has. Call WithOwnRole on what AddDatabase of Aspire.Hosting.PostgreSQL gives.");
    }
}
