using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Data;

/// <summary>What a kind of database needs before its migrations can run.</summary>
/// <typeparam name="TContext">The context that the service works with.</typeparam>
internal interface IDatabasePreparation<TContext>
    where TContext : DbContext
{
    /// <summary>
    /// Creates the database when it is missing and waits until no other replica works on its structure. Disposing the result lets the next one
    /// in; so does the end of the process, however it ends.
    /// </summary>
    Task<IAsyncDisposable> EnterAsync(TContext context, CancellationToken cancellationToken);

    /// <summary>Called by the one who has entered, right before migrating.</summary>
    Task PrepareToMigrateAsync(TContext context, CancellationToken cancellationToken);
}
