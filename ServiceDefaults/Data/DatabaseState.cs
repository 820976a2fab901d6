using Microsoft.EntityFrameworkCore;

namespace ServiceDefaults.Data;

/// <summary>How far a service's database is: what the migration writes and the readiness check reads.</summary>
internal sealed class DatabaseState<TContext>
    where TContext : DbContext
{
    private volatile string _waitingFor = "the database is being brought up to date";

    /// <summary>Why the database cannot be used yet; empty once it can.</summary>
    public string WaitingFor => _waitingFor;

    public bool IsUpToDate => _waitingFor.Length == 0;

    public void Failed(string reason) => _waitingFor = reason;

    public void UpToDate() => _waitingFor = "";
}
