namespace Auth.Tests.Running;

/// <summary>Two replicas on one database, shared by the tests of a class; each test works with accounts of its own.</summary>
public abstract class ApplicationFixture : IAsyncLifetime
{
    private AuthApplication? _application;

    public AuthApplication Application => _application ?? throw new InvalidOperationException("The application has not been started.");

    public async ValueTask InitializeAsync() => _application = await AuthApplication.StartAsync(
        await CreateDatabaseAsync(),
        replicas: 2,
        new Dictionary<string, string?>
        {
            ["Auth:Clients:reports:Secret"] = "a-secret-of-the-reports",
            ["Auth:Clients:reports:Scopes:0"] = "orders",
            ["Auth:Clients:reports:Roles:0"] = "admin",
            ["Auth:Clients:idle:Secret"] = "a-secret-of-the-idle",
        });

    public virtual async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<string> CreateDatabaseAsync();
}
