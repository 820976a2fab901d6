using Auth.Data;
using Microsoft.EntityFrameworkCore;

namespace Auth.Throttling;

/// <summary>Slows down whoever tries something too often, at all replicas together: what is counted lies in the database.</summary>
internal sealed class Throttle(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>
    /// Counts an attempt, before it is known how it ends: of many at the same moment no more get through than of many in a row. What succeeds is
    /// taken back by <see cref="ForgiveAsync"/>.
    /// </summary>
    /// <param name="subjects">Everything that the attempt counts for. Always in the same order of kinds, or two attempts could wait for each other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How long to wait before the attempt, which then is not counted; <see langword="null"/> when it may be made now.</returns>
    public async Task<TimeSpan?> EnterAsync(IReadOnlyList<ThrottleSubject> subjects, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<AuthDbContext>();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        var wait = 0L;
        foreach (var subject in subjects)
        {
            var entry = await LockAsync(context, subject.Key, cancellationToken);
            var now = time.GetUtcNow().ToUnixTimeMilliseconds();
            wait = Math.Max(wait, entry.NotBefore - now);
            (entry.ForgivenAt, entry.NotBefore) = subject.Limit.Count(entry.ForgivenAt, now);
        }

        if (wait > 0)
        {
            return TimeSpan.FromMilliseconds(wait);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Takes back one attempt that was counted.</summary>
    public async Task ForgiveAsync(ThrottleSubject subject, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var forgiveness = (long)subject.Limit.Forgiveness.TotalMilliseconds;
        await scope.ServiceProvider.GetRequiredService<AuthDbContext>().ThrottleEntries
            .Where(entry => entry.Key == subject.Key)
            .ExecuteUpdateAsync(entry => entry.SetProperty(row => row.ForgivenAt, row => row.ForgivenAt - forgiveness), cancellationToken);
    }

    /// <summary>Forgets all attempts that were counted.</summary>
    public async Task ForgetAsync(ThrottleSubject subject, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuthDbContext>().ThrottleEntries
            .Where(entry => entry.Key == subject.Key)
            .ExecuteDeleteAsync(cancellationToken);
    }

    // Creates the entry or writes what it has already, which locks it until the end of the transaction.
    private static async Task<ThrottleEntry> LockAsync(AuthDbContext context, string key, CancellationToken cancellationToken)
    {
        var entries = await context.ThrottleEntries.FromSql(
            $"""
            INSERT INTO "ThrottleEntries" ("Key", "ForgivenAt", "NotBefore") VALUES ({key}, 0, 0)
            ON CONFLICT ("Key") DO UPDATE SET "Key" = excluded."Key"
            RETURNING "Key", "ForgivenAt", "NotBefore"
            """).AsTracking().ToListAsync(cancellationToken);
        return entries.Single();
    }
}
