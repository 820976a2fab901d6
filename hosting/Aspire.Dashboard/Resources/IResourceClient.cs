using System.Collections.Immutable;

namespace Aspire.Dashboard.Resources;

/// <summary>Where resources come from, as the pages see it: what exists, what it writes, what can be done. Reconnects by itself.</summary>
public interface IResourceClient
{
    /// <summary>How the connection stands.</summary>
    ResourceConnection Connection { get; }

    /// <summary>Who answers, in a sentence: <c>the AppHost</c>, <c>the Kubernetes API</c>.</summary>
    string Source { get; }

    /// <summary>What to do when the connection is <see cref="ResourceConnection.Refused"/>, in a sentence or two.</summary>
    string RefusalRemedy { get; }

    /// <summary>The name to show in the title.</summary>
    string ApplicationName { get; }

    /// <summary>All replicas known, by display name, then by name. What was known last while the connection is being made again.</summary>
    ImmutableArray<ResourceSnapshot> Resources { get; }

    /// <summary>Questions of the AppHost that are open, oldest first.</summary>
    ImmutableArray<Interaction> Interactions { get; }

    /// <summary>
    /// Yields once at the start, and then whenever <see cref="Connection"/>, <see cref="Resources"/> or <see cref="Interactions"/> changed
    /// since the last time, at most once in <paramref name="interval"/>. Ends when cancelled, without an exception.
    /// </summary>
    IAsyncEnumerable<ImmutableArray<ResourceSnapshot>> WatchAsync(TimeSpan interval, CancellationToken cancellationToken);

    /// <summary>
    /// Lines of one replica: those that exist, then new ones as they are written, in batches. After a lost connection
    /// it goes on with the first line not yet seen. Ends when cancelled, without an exception.
    /// </summary>
    /// <param name="resourceName">The replica's <see cref="ResourceSnapshot.Name"/>.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<IReadOnlyList<ConsoleLogLine>> WatchConsoleLogsAsync(string resourceName, CancellationToken cancellationToken);

    /// <summary>Executes a command and waits for what comes of it.</summary>
    /// <param name="resource">The replica.</param>
    /// <param name="commandName">Its command's <see cref="ResourceCommand.Name"/>.</param>
    /// <param name="arguments">Values of the command's arguments, by name.</param>
    /// <param name="cancellationToken">Calls it off.</param>
    Task<CommandResult> ExecuteCommandAsync(
        ResourceSnapshot resource, string commandName, IReadOnlyDictionary<string, string>? arguments, CancellationToken cancellationToken);

    /// <summary>Answers with a button.</summary>
    /// <param name="interactionId">The question.</param>
    /// <param name="answer">True for the first button, false for the second, null for closed without an answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task AnswerAsync(int interactionId, bool? answer, CancellationToken cancellationToken);

    /// <summary>Answers with the values of the fields, by name. The question stays open when the AppHost finds errors.</summary>
    Task SubmitInputsAsync(int interactionId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken);

    /// <summary>Tells the values so far, for fields that depend on others.</summary>
    Task UpdateInputsAsync(int interactionId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken);
}
