using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace ServiceDefaults.Data;

/// <summary>
/// Lets a transaction begin on a connection that still exists: after the server has restarted, those of the pool do not, and the statements of a transaction
/// cannot be sent again as single ones are (<see cref="SingleStatementRetries"/>).
/// </summary>
internal sealed class TransactionConnectionCheck(TimeProvider time) : DbTransactionInterceptor
{
    // A server takes longer than that to restart.
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    // When each session was asked last; those that are not trusted any more are forgotten.
    private readonly ConcurrentDictionary<int, long> _checkedAt = new();

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        var npgsql = (NpgsqlConnection)connection;
        if (!IsTrusted(npgsql.ProcessID))
        {
            await OpenAgainIfBrokenAsync(npgsql, cancellationToken);
            foreach (var session in _checkedAt.Keys.Where(session => !IsTrusted(session)))
            {
                _checkedAt.TryRemove(session, out _);
            }

            _checkedAt[npgsql.ProcessID] = time.GetTimestamp();
        }

        return result;
    }

    private static async Task OpenAgainIfBrokenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException broken) when (broken.IsTransient)
        {
            NpgsqlConnection.ClearPool(connection);
            await connection.CloseAsync();
            await connection.OpenAsync(cancellationToken);
        }
    }

    private bool IsTrusted(int session) => _checkedAt.TryGetValue(session, out var checkedAt) && time.GetElapsedTime(checkedAt) < Trusted;
}
