using System.Data.Common;

namespace Frontend.Data;

/// <summary>Tells a database that is away for a moment from a defect.</summary>
internal static class DatabaseOutage
{
    /// <summary>Whether the driver says that the same may succeed a moment later: the server restarts, or a connection broke.</summary>
    public static bool IsCauseOf(Exception? exception) =>
        exception is not null && (exception is DbException { IsTransient: true } || IsCauseOf(exception.InnerException));
}
