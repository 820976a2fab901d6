namespace Auth.Data;

/// <summary>Rows that nobody needs after some time.</summary>
internal interface IExpiringData
{
    /// <summary>Removes what has expired. Several replicas doing so at once only find less to do.</summary>
    /// <param name="expiredBefore">A little before now, as the replicas' clocks may differ and what has just expired is worth a precise answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many rows were removed.</returns>
    Task<long> RemoveAsync(DateTimeOffset expiredBefore, CancellationToken cancellationToken);
}
