namespace Frontend.Data;

/// <summary>The database that all replicas share, taken for one piece of work at a time.</summary>
/// <remarks>Each piece of work gets a context of its own: the components of a page render concurrently, and a context serves one at a time.</remarks>
internal sealed class FrontendDatabase(IServiceScopeFactory scopes)
{
    public async Task<TResult> UseAsync<TResult>(Func<FrontendDbContext, Task<TResult>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<FrontendDbContext>());
    }
}
