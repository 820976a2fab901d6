using Microsoft.EntityFrameworkCore.Storage;
using Npgsql.EntityFrameworkCore.PostgreSQL;

namespace ServiceDefaults.Data;

/// <summary>
/// Sends a statement again whose connection turned out to be broken, as every connection of the pool is after the server has restarted.
/// A statement of a transaction is not sent again: what the ones before it did is lost with the connection, and only the caller can repeat it all.
/// </summary>
internal sealed class SingleStatementRetries(ExecutionStrategyDependencies dependencies)
    : NpgsqlRetryingExecutionStrategy(dependencies, MaxRetries, LongestPause, errorCodesToAdd: null)
{
    // At once, and then twice more: longer, and whoever waits for the answer has given up.
    private const int MaxRetries = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // The base class would refuse to work inside a transaction at all.
    protected override void OnFirstExecution() => ExceptionsEncountered.Clear();

    // Nor is one for which somebody has waited long enough already.
    protected override bool ShouldRetryOn(Exception? exception) =>
        Dependencies.CurrentContext.Context.Database.CurrentTransaction is null && exception?.GetBaseException() is not TimeoutException && base.ShouldRetryOn(exception);
}
