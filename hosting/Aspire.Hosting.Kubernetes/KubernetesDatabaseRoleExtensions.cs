using System.Data.Common;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Publishing;

namespace Aspire.Hosting;

/// <summary>Gives databases roles of their own.</summary>
public static class KubernetesDatabaseRoleExtensions
{
    private const int MaxRoleBytes = 63;
    private const int PasswordLength = 32;

    private static readonly string[] ReservedRoles = ["public", "none", "current_role", "current_user", "session_user"];

    /// <summary>
    /// Gives a database of a PostgreSQL server a role of its own where it is published: whoever refers to the database connects as that role, which owns the
    /// database and everything in it, and nothing else. It is no superuser, makes no roles and no databases, and gets into no other database of the server.
    /// </summary>
    /// <remarks>
    /// <para>
    /// A Job, named after the server with <c>-roles</c>, makes role and database where they are missing, gives the role what is in a database that is there already,
    /// and takes from everybody the right to connect to the server's databases that PostgreSQL grants by default. Only it and the server know the superuser's password.
    /// Its image is the server's: PostgreSQL 15 or newer. Programs have to bear that their role is not there yet when they start, as they bear that the server is not.
    /// </para>
    /// <para>
    /// When the application is run, and in a manifest (which has no words for roles), everybody connects as the superuser, as without this call.
    /// </para>
    /// </remarks>
    /// <typeparam name="T">The kind of database: <c>PostgresDatabaseResource</c> of Aspire.Hosting.PostgreSQL.</typeparam>
    /// <param name="database">The database.</param>
    /// <param name="role">The role's name, at most 63 bytes; no other database of the server may have the same.</param>
    /// <param name="password">
    /// The role's password, without semicolons and quotation marks, which mean something in a connection string; <see langword="null"/> makes a parameter named after
    /// the database with <c>-password</c>, whose value is generated: 32 letters and digits.
    /// </param>
    /// <returns>The same builder.</returns>
    /// <exception cref="ArgumentException">The name is empty, too long or reserved, or the parameter is not secret.</exception>
    /// <exception cref="DistributedApplicationException">The resource is no database of a PostgreSQL server. When it is published: its server's image is not known to be PostgreSQL's, or two databases have the same role.</exception>
    public static IResourceBuilder<T> WithOwnRole<T>(this IResourceBuilder<T> database, string role, IResourceBuilder<ParameterResource>? password = null)
        where T : IResourceWithConnectionString, IResourceWithParent<ContainerResource>
    {
        ArgumentNullException.ThrowIfNull(database);
        Check(role);
        if (password is { Resource.Secret: false })
        {
            throw new ArgumentException($"The parameter '{password.Resource.Name}' is the password of the role '{role}', and is not secret. Add it with AddParameter(\"{password.Resource.Name}\", secret: true).", nameof(password));
        }

        var superuser = ConnectionProperties.Of(database.Resource);
        if (database.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return database;
        }

        var secret = password?.Resource ?? ParameterResourceBuilderExtensions.CreateGeneratedParameter(
            database.ApplicationBuilder, $"{database.Resource.Name}-password", secret: true, new GenerateParameterDefault { MinLength = PasswordLength, Special = false });
        var name = superuser.DatabaseName.ValueExpression;
        var (user, catalogue) = (Keyword("Username", role), Keyword("Database", name));
        var connectionString = ReferenceExpression.Create($"Host={superuser.Host};Port={superuser.Port};{user};Password={secret};{catalogue}");
        var uri = ReferenceExpression.Create($"postgresql://{Uri.EscapeDataString(role)}:{secret:uri}@{superuser.Host}:{superuser.Port}/{Uri.EscapeDataString(name)}");
        database
            .WithAnnotation(new OwnRoleAnnotation(role, name, secret), ResourceAnnotationMutationBehavior.Replace)
            .WithConnectionStringRedirection(new ConnectionAsRole(database.Resource.Name, connectionString));
        foreach (var (property, value) in database.Resource.GetConnectionProperties())
        {
            var own = property switch
            {
                "Username" => ReferenceExpression.Create($"{role}"),
                "Password" => ReferenceExpression.Create($"{secret}"),
                "Uri" => uri,
                _ => null,
            };
            if (own is not null)
            {
                database.WithConnectionProperty(property, ReferenceExpression.Create($"{new RoleValue(own, value)}"));
            }
        }

        return database;
    }

    // In quotes where a value needs them.
    private static string Keyword(string keyword, string value) => new DbConnectionStringBuilder { [keyword] = value }.ConnectionString;

    private static void Check(string role)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        var problem = true switch
        {
            _ when Encoding.UTF8.GetByteCount(role) > MaxRoleBytes => $"is longer than the {MaxRoleBytes} bytes that PostgreSQL keeps of a name",
            _ when role.StartsWith("pg_", StringComparison.Ordinal) => "begins with 'pg_', as only PostgreSQL's own roles may",
            _ when ReservedRoles.Contains(role, StringComparer.OrdinalIgnoreCase) => "means something else to PostgreSQL",
            _ when role == "postgres" => "is the superuser's, which owns everything",
            _ when role.Any(char.IsControl) => "has a control character",
            _ => null,
        };
        if (problem is not null)
        {
            throw new ArgumentException($"The role's name '{role}' {problem}. Give another, e.g. the name of the service.", nameof(role));
        }
    }
}
