using Microsoft.EntityFrameworkCore;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Brings data that the configuration or the service itself asks for into the database, after its migrations and before the service is ready.
/// </summary>
/// <remarks>
/// Runs at each start of each replica, one replica at a time, in a scope of its own; after a failure it runs again. So it must find out what is
/// there already and stay cheap when nothing is to be done.
/// </remarks>
/// <typeparam name="TContext">The context that the service works with.</typeparam>
public interface IDatabaseSeeder<TContext>
    where TContext : DbContext
{
    /// <summary>Adds what is missing and corrects what has changed.</summary>
    /// <param name="context">A context of the same scope as the seeder.</param>
    /// <param name="cancellationToken">Cancelled when the service stops.</param>
    /// <returns>A task that ends when the data is there.</returns>
    Task SeedAsync(TContext context, CancellationToken cancellationToken);
}
