using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Description.Postgres;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Describes the Jobs that make the roles of databases which have one of their own.</summary>
internal sealed class RolesDescriber(DistributedApplicationModel model, TextTemplateReader templates)
{
    /// <summary>The Job for the databases of <paramref name="server"/>; <see langword="null"/> when none has a role of its own.</summary>
    /// <param name="server">The server's resource.</param>
    /// <param name="workload">The server.</param>
    /// <exception cref="DistributedApplicationException">It is no PostgreSQL server, or two databases have the same role.</exception>
    public WorkloadDescription? Describe(IResource server, WorkloadDescription workload)
    {
        var owned = model.Resources
            .Where(resource => resource is IResourceWithParent child && child.Parent == server)
            .Select(resource => (Resource: resource, Own: RoleOf(resource)))
            .Where(entry => entry.Own is not null)
            .ToList();
        if (owned.Count == 0)
        {
            return null;
        }

        if (!ImageProfile.Of(workload.Image).IsPostgres)
        {
            throw new DistributedApplicationException(
                $"'{owned[0].Resource.Name}' has a role of its own, which is made by the client programs of its server's image, and '{workload.Image}' of '{server.Name}' is not known to have any. Use an image of PostgreSQL (e.g. postgres, pgvector/pgvector, postgis/postgis), or leave WithOwnRole out.");
        }

        if (owned.GroupBy(entry => entry.Own!.Role, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } shared)
        {
            throw new DistributedApplicationException(
                $"The databases {string.Join(" and ", shared.Select(entry => $"'{entry.Resource.Name}'"))} of '{server.Name}' have the same role '{shared.Key}', and so could read each other. Give each a name of its own in WithOwnRole.");
        }

        var connection = ConnectionProperties.Of((IResourceWithConnectionString)owned[0].Resource);
        return RolesJob.Describe(
            workload,
            templates.Read(connection.Host),
            templates.Read(connection.Port),
            templates.Read(connection.Username),
            templates.Read(connection.Password),
            [.. owned.Select(entry => new OwnedDatabase(entry.Resource.Name, entry.Own!.Database, entry.Own.Role, templates.Read(entry.Own.Password)))]);
    }

    /// <summary>The role of its own that <paramref name="resource"/> has as a database.</summary>
    public static OwnRoleAnnotation? RoleOf(IResource resource) => resource.TryGetLastAnnotation<OwnRoleAnnotation>(out var own) ? own : null;
}
