using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Order.Data;

/// <summary>A statement and what to do with each row of its answer.</summary>
internal sealed record Statement(FormattableString Text, Action<DbDataReader> Read)
{
    /// <summary>A statement whose answer says nothing.</summary>
    public Statement(FormattableString text)
        : this(text, _ => { })
    {
    }
}

/// <summary>Several statements at once: one way to the database and back instead of one for each.</summary>
internal static class StatementExtensions
{
    /// <summary>Runs statements that all answer with rows, even if with none: in their order, and each sees what was committed before it.</summary>
    public static async Task RunAsync(this DatabaseFacade database, IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        var arguments = new List<object?>();
        var texts = new List<string>(statements.Count);
        foreach (var statement in statements)
        {
            // Each counts its arguments from 0.
            object[] names = [.. Enumerable.Range(arguments.Count, statement.Text.ArgumentCount).Select(i => $"{{{i}}}")];
            texts.Add(string.Format(CultureInfo.InvariantCulture, statement.Text.Format, names));
            arguments.AddRange(statement.Text.GetArguments());
        }

        if (texts.Count == 0)
        {
            return;
        }

        var context = database.GetService<ICurrentDbContext>().Context;
        var command = database.GetService<IRawSqlCommandBuilder>().Build(string.Join(";\n", texts), arguments!, context.Model);
        await using var answers = await command.RelationalCommand.ExecuteReaderAsync(
            new RelationalCommandParameterObject(database.GetService<IRelationalConnection>(), command.ParameterValues, null, context, database.GetService<IRelationalCommandDiagnosticsLogger>()),
            cancellationToken);
        foreach (var statement in statements)
        {
            while (await answers.DbDataReader.ReadAsync(cancellationToken))
            {
                statement.Read(answers.DbDataReader);
            }

            await answers.DbDataReader.NextResultAsync(cancellationToken);
        }
    }
}
