using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceDefaults.Data;

/// <summary>Has Entity Framework's connections opened by <see cref="PostgreSqlLogin"/>.</summary>
internal sealed class PostgreSqlLoginInterceptor(PostgreSqlLogin login) : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        if (!login.IsFor(connection))
        {
            return result;
        }

        login.Open(connection);
        return InterceptionResult.Suppress();
    }

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (!login.IsFor(connection))
        {
            return result;
        }

        await login.OpenAsync(connection, cancellationToken);
        return InterceptionResult.Suppress();
    }
}
