using System.Data.Common;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OpenTelemetry;

namespace Order.Data;

/// <summary>What replicas tell one another about.</summary>
internal enum Topic
{
    /// <summary>An order has changed.</summary>
    Orders,

    /// <summary>A price or a stock has changed.</summary>
    Products,
}

/// <summary>
/// Tells the other replicas that something has changed, and hears it from them, by PostgreSQL's LISTEN and NOTIFY. A signal says
/// only that it is worth looking; whoever depends on it looks from time to time anyway, for a signal can get lost.
/// </summary>
/// <remarks>
/// Signals are sent after the change and not in its transaction: PostgreSQL lets transactions that notify commit one by one. Those of
/// a moment are sent as one. With SQLite nothing is sent.
/// </remarks>
internal sealed partial class ReplicaSignals(IServiceScopeFactory scopes, TimeProvider time, ILogger<ReplicaSignals> logger) : BackgroundService
{
    private const string ChannelPrefix = "order_replicas_";
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    // A connection that a network has dropped without a word is noticed by this.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly Topic[] Topics = Enum.GetValues<Topic>();

    private readonly string _replica = Guid.NewGuid().ToString("n");
    private readonly Dictionary<Topic, Action> _subscribers = [];
    private readonly Channel<Topic> _outgoing = Channel.CreateUnbounded<Topic>(new UnboundedChannelOptions { SingleReader = true });
    private readonly bool[] _waiting = new bool[Topics.Length];
    private volatile bool _isListening;

    /// <summary>Whether signals of other replicas arrive at the moment.</summary>
    public bool IsListening => _isListening;

    /// <summary>Has an action called at each signal of another replica, and whenever signals may have been missed. To be called while the service starts.</summary>
    public void Subscribe(Topic topic, Action action) => _subscribers.Add(topic, action);

    /// <summary>Signals the other replicas.</summary>
    public void Send(Topic topic)
    {
        if (_isListening && !Interlocked.Exchange(ref _waiting[(int)topic], true))
        {
            _outgoing.Writer.TryWrite(topic);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            if (scope.ServiceProvider.GetRequiredService<OrderDbContext>() is not PostgreSqlOrderDbContext)
            {
                return;
            }
        }

        // Nobody wants to see this as traces.
        using var silence = SuppressInstrumentationScope.Begin();
        await Task.WhenAll(
            RepeatAsync(ListenAsync, stoppingToken),
            RepeatAsync(SendAsync, stoppingToken));
    }

    private async Task RepeatAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            try
            {
                await work(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is DbException or InvalidOperationException { InnerException: DbException } or IOException)
            {
                pause = time.GetElapsedTime(begun) > LongestPause ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
                if (exception is not PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
                {
                    LogInterrupted(exception.GetBaseException().Message, pause.TotalSeconds);
                }

                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<OrderDbContext>().Database;
        await database.OpenConnectionAsync(cancellationToken);
        var connection = (NpgsqlConnection)database.GetDbConnection();

        // One that listens is closed in the end instead of being used again.
        NpgsqlConnection.ClearPool(connection);
        connection.Notification += Hear;
        try
        {
            await database.ExecuteSqlRawAsync(string.Join(' ', Topics.Select(topic => $"LISTEN {ChannelOf(topic)};")), cancellationToken);

            // What was said while nobody listened.
            foreach (var tell in _subscribers.Values)
            {
                tell();
            }

            _isListening = true;

            while (true)
            {
                if (!await connection.WaitAsync(Silence, cancellationToken))
                {
                    await database.ExecuteSqlRawAsync("SELECT 1", cancellationToken);
                }
            }
        }
        finally
        {
            _isListening = false;
            connection.Notification -= Hear;
        }
    }

    private void Hear(object sender, NpgsqlNotificationEventArgs signal)
    {
        if (signal.Payload != _replica && Array.Find(Topics, topic => ChannelOf(topic) == signal.Channel) is var topic && _subscribers.TryGetValue(topic, out var tell))
        {
            tell();
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
        {
            await Task.Delay(Moment, time, cancellationToken);
            List<Statement> signals = [];
            while (_outgoing.Reader.TryRead(out var topic))
            {
                Volatile.Write(ref _waiting[(int)topic], false);
                signals.Add(new($"SELECT pg_notify({ChannelOf(topic)}, {_replica})"));
            }

            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<OrderDbContext>().Database.RunAsync(signals, cancellationToken);
        }
    }

    private static string ChannelOf(Topic topic) => ChannelPrefix + topic.ToString().ToLowerInvariant();

    [LoggerMessage(LogLevel.Warning, "Signals between replicas are interrupted: {Reason}. Changes are looked for instead, and signals tried again in {Seconds} s")]
    private partial void LogInterrupted(string reason, double seconds);
}
