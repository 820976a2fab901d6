namespace Aspire.Hosting.Testing;

/// <summary>An AppHost whose model is complete but not yet built, so that a test can look at it and change it.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Builds the application. It is not started yet.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The application; dispose of it to end everything that it has started.</returns>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
