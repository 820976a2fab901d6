using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace ServiceDefaults.Data;

/// <summary>
/// Shows SQLite's commands in traces as Npgsql does for PostgreSQL's: the driver has no activities of its own. Names and
/// attributes: OpenTelemetry's semantic conventions for database client spans.
/// </summary>
internal sealed class SqliteTracing : DbCommandInterceptor
{
    public static readonly SqliteTracing Instance = new();

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        Record(command, eventData, eventData.Duration, error: null);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ReaderExecuted(command, eventData, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        Record(command, eventData, eventData.Duration, error: null);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(NonQueryExecuted(command, eventData, result));

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        Record(command, eventData, eventData.Duration, error: null);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(ScalarExecuted(command, eventData, result));

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) =>
        Record(command, eventData, eventData.Duration, eventData.Exception);

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        CommandFailed(command, eventData);
        return Task.CompletedTask;
    }

    private static void Record(DbCommand command, CommandEventData eventData, TimeSpan duration, Exception? error)
    {
        if (!DataActivities.Source.HasListeners())
        {
            return;
        }

        var text = command.CommandText;
        var operation = OperationOf(text);
        var database = Path.GetFileNameWithoutExtension(command.Connection?.DataSource ?? "");

        // Written afterwards, with its real times: an activity that is current while the command runs could not be ended
        // from here, because asynchronous callers do not see each other's current activity.
        using var activity = DataActivities.Source.StartActivity(
            ActivityKind.Client,
            startTime: eventData.StartTime,
            name: $"{operation} {database}",
            tags:
            [
                new("db.system.name", "sqlite"),
                new("db.namespace", database),
                new("db.operation.name", operation),
                new("db.query.text", text),
            ]);
        if (error is not null)
        {
            activity?.SetTag("error.type", error.GetType().FullName);
            activity?.SetStatus(ActivityStatusCode.Error, error.Message);
        }

        activity?.SetEndTime(eventData.StartTime.UtcDateTime + duration);
    }

    /// <summary>The statement's first word; EF Core writes it in the first line that is no comment.</summary>
    private static string OperationOf(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var statement = line.Trim();
            if (statement.Length > 0 && !statement.StartsWith("--", StringComparison.Ordinal))
            {
                var end = statement.IndexOfAny(" (;");
                return (end < 0 ? statement : statement[..end]).ToString().ToUpperInvariant();
            }
        }

        return "EXECUTE";
    }
}
