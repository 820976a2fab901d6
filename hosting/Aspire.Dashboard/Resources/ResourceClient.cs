using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Aspire.Dashboard.Changes;
using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Contract = Aspire.ResourceService.V1;

namespace Aspire.Dashboard.Resources;

/// <summary>Keeps up with the AppHost's resource service, whatever becomes of the connection.</summary>
internal sealed partial class ResourceClient(
    DashboardSettings settings, ITelemetryResourceReader telemetry, TimeProvider time, ILogger<ResourceClient> logger) : BackgroundService, IResourceClient
{
    private const string ApiKeyHeader = "x-resource-service-api-key";
    private const string DefaultApplicationName = "Aspire";

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(20);

    private readonly ChangeFeed _changes = new(time);
    private readonly Lock _gate = new();
    private readonly RestartWatch _restarts = new(time);
    private readonly SemaphoreSlim _answering = new(1, 1);
    private readonly Lazy<GrpcChannel?> _channel = new(() => settings.ResourceServiceClient.Url is { Length: > 0 } url ? CreateChannel(url) : null);
    private readonly Metadata _headers = settings.ResourceServiceClient.AuthMode == ResourceServiceAuthMode.ApiKey
        ? new Metadata { { ApiKeyHeader, settings.ResourceServiceClient.ApiKey! } }
        : [];

    private ImmutableDictionary<string, ResourceSnapshot> _byName = ImmutableDictionary<string, ResourceSnapshot>.Empty;
    private ImmutableArray<ResourceSnapshot> _resources = [];
    private ImmutableDictionary<int, Contract.WatchInteractionsResponseUpdate> _questions = ImmutableDictionary<int, Contract.WatchInteractionsResponseUpdate>.Empty;
    private ImmutableArray<Interaction> _interactions = [];
    private IClientStreamWriter<Contract.WatchInteractionsRequestUpdate>? _answers;
    private ResourceConnection _connection = settings.ResourceServiceClient.Url is { Length: > 0 } ? ResourceConnection.Connecting : ResourceConnection.Disabled;
    private string? _applicationName;

    public ResourceConnection Connection => _connection;

    public string Source => "the AppHost";

    public string RefusalRemedy => "The AppHost refuses this dashboard's key. Set DASHBOARD__RESOURCESERVICECLIENT__APIKEY to the key that the AppHost was given.";

    public string ApplicationName => _applicationName ?? settings.ApplicationName ?? DefaultApplicationName;

    public ImmutableArray<ResourceSnapshot> Resources
    {
        get
        {
            lock (_gate)
            {
                return _resources;
            }
        }
    }

    public ImmutableArray<Interaction> Interactions
    {
        get
        {
            lock (_gate)
            {
                return _interactions;
            }
        }
    }

    private Contract.DashboardService.DashboardServiceClient Service => new(_channel.Value);

    public async IAsyncEnumerable<ImmutableArray<ResourceSnapshot>> WatchAsync(
        TimeSpan interval, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var _ in _changes.WatchAsync(kinds: 1, interval, beginsAtOnce: true, cancellationToken))
        {
            yield return Resources;
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<ConsoleLogLine>> WatchConsoleLogsAsync(
        string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = 0;
        var delay = FirstRetry;

        while (_channel.Value is not null && !cancellationToken.IsCancellationRequested)
        {
            using var call = Service.WatchResourceConsoleLogs(
                new Contract.WatchResourceConsoleLogsRequest { ResourceName = resourceName }, _headers, cancellationToken: cancellationToken);

            while (await TryMoveNextAsync(call.ResponseStream, cancellationToken))
            {
                delay = FirstRetry;

                // A new connection begins with the first line again.
                var lines = call.ResponseStream.Current.LogLines.Where(line => line.LineNumber > last).Select(ResourceMapper.ToLine).ToList();

                if (lines.Count > 0)
                {
                    last = lines[^1].Number;
                    yield return lines;
                }
            }

            delay = await WaitAsync(delay, cancellationToken);
        }
    }

    public async Task<CommandResult> ExecuteCommandAsync(
        ResourceSnapshot resource, string commandName, IReadOnlyDictionary<string, string>? arguments, CancellationToken cancellationToken)
    {
        if (_channel.Value is null)
        {
            return new CommandResult(CommandOutcome.Failed, "There is no AppHost to execute commands.", null, CommandResultFormat.None, false);
        }

        var request = new Contract.ResourceCommandRequest
        {
            CommandName = commandName,
            ResourceName = resource.Name,
            ResourceType = resource.ResourceType,
        };

        foreach (var (name, value) in arguments ?? ImmutableDictionary<string, string>.Empty)
        {
            request.Arguments.Add(name, Value.ForString(value));
        }

        try
        {
            return ResourceMapper.ToResult(await Service.ExecuteResourceCommandAsync(request, _headers, cancellationToken: cancellationToken));
        }
        catch (RpcException failure) when (failure.StatusCode == StatusCode.Cancelled)
        {
            return new CommandResult(CommandOutcome.Cancelled, null, null, CommandResultFormat.None, false);
        }
        catch (RpcException failure)
        {
            return new CommandResult(CommandOutcome.Failed, failure.Status.Detail, null, CommandResultFormat.None, false);
        }
    }

    public Task AnswerAsync(int interactionId, bool? answer, CancellationToken cancellationToken)
    {
        var update = new Contract.WatchInteractionsRequestUpdate { InteractionId = interactionId };
        var question = Find(interactionId);

        if (answer is null || question is null)
        {
            update.Complete = new Contract.InteractionComplete();
        }
        else if (question.MessageBox is { } messageBox)
        {
            update.MessageBox = new Contract.InteractionMessageBox { Intent = messageBox.Intent, Result = answer.Value };
        }
        else if (question.Notification is { } notification)
        {
            update.Notification = new Contract.InteractionNotification { Intent = notification.Intent, Result = answer.Value };
        }
        else if (question.PromptProgress is not null)
        {
            update.PromptProgress = new Contract.InteractionPromptProgress { Result = answer.Value };
        }
        else
        {
            update.Complete = new Contract.InteractionComplete();
        }

        return SendAsync(update, cancellationToken);
    }

    public Task SubmitInputsAsync(int interactionId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        SendInputsAsync(interactionId, values, isUpdate: false, cancellationToken);

    public Task UpdateInputsAsync(int interactionId, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken) =>
        SendInputsAsync(interactionId, values, isUpdate: true, cancellationToken);

    public override void Dispose()
    {
        if (_channel is { IsValueCreated: true, Value: { } channel })
        {
            channel.Dispose();
        }

        _answering.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var delay = FirstRetry;
        var isReconnect = false;

        while (_channel.Value is not null && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WatchAsync(isReconnect, () => delay = FirstRetry, stoppingToken);
            }
            catch (RpcException failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (failure.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied)
                {
                    LogRefused(logger, settings.ResourceServiceClient.Url!);
                    SetConnection(ResourceConnection.Refused);
                    delay = LongestRetry;
                }
                else
                {
                    LogLost(logger, settings.ResourceServiceClient.Url!, failure.Status.Detail);
                }
            }
            catch (Exception stopped) when (stopped is RpcException or OperationCanceledException && stoppingToken.IsCancellationRequested)
            {
                return;
            }

            if (_connection == ResourceConnection.Connected)
            {
                SetConnection(ResourceConnection.Connecting);
            }

            isReconnect = true;
            delay = await WaitAsync(delay, stoppingToken);
        }
    }

    /// <summary>One connection, from its beginning to its end.</summary>
    private async Task WatchAsync(bool isReconnect, Action connected, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var information = await Service.GetApplicationInformationAsync(
            new Contract.ApplicationInformationRequest(), _headers, cancellationToken: cancellationToken);
        _applicationName = information.ApplicationName is { Length: > 0 } name ? name : null;

        using var resources = Service.WatchResources(
            new Contract.WatchResourcesRequest { IsReconnect = isReconnect }, _headers, cancellationToken: cancellationToken);
        var questions = WatchInteractionsAsync(ending.Token);

        try
        {
            while (await resources.ResponseStream.MoveNext(cancellationToken))
            {
                connected();
                Apply(resources.ResponseStream.Current);
                SetConnection(ResourceConnection.Connected);
            }
        }
        finally
        {
            await ending.CancelAsync();
            await questions;
        }
    }

    private void Apply(Contract.WatchResourcesUpdate update)
    {
        var changed = update.KindCase switch
        {
            Contract.WatchResourcesUpdate.KindOneofCase.InitialData => update.InitialData.Resources.Select(ResourceMapper.ToSnapshot).ToList(),
            Contract.WatchResourcesUpdate.KindOneofCase.Changes => update.Changes.Value
                .Where(change => change.Upsert is not null).Select(change => ResourceMapper.ToSnapshot(change.Upsert)).ToList(),
            _ => [],
        };

        lock (_gate)
        {
            if (update.InitialData is not null)
            {
                _byName = ImmutableDictionary<string, ResourceSnapshot>.Empty;
            }

            _byName = _byName
                .RemoveRange((update.Changes?.Value ?? []).Where(change => change.Delete is not null).Select(change => change.Delete.ResourceName))
                .SetItems(changed.Select(resource => KeyValuePair.Create(resource.Name, resource)));
            _resources =
            [
                .. _byName.Values.OrderBy(resource => resource.DisplayName, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase),
            ];
        }

        MarkRestarts();
        _changes.Changed(1);
    }

    private void MarkRestarts()
    {
        foreach (var (resource, started) in _restarts.Observe(Resources))
        {
            // A replica is named by its resource and the id that its telemetry carries.
            var prefix = resource.DisplayName + "-";
            telemetry.MarkRestart(
                resource.DisplayName,
                resource.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? resource.Name[prefix.Length..] : null,
                started);
        }
    }

    private async Task WatchInteractionsAsync(CancellationToken cancellationToken)
    {
        using var call = Service.WatchInteractions(_headers, cancellationToken: cancellationToken);
        Volatile.Write(ref _answers, call.RequestStream);

        while (await TryMoveNextAsync(call.ResponseStream, cancellationToken))
        {
            var update = call.ResponseStream.Current;
            SetQuestions(update.Complete is not null ? _questions.Remove(update.InteractionId) : _questions.SetItem(update.InteractionId, update));
        }

        Volatile.Write(ref _answers, null);
        SetQuestions(_questions.Clear());
    }

    private void SetQuestions(ImmutableDictionary<int, Contract.WatchInteractionsResponseUpdate> questions)
    {
        lock (_gate)
        {
            _questions = questions;
            _interactions = [.. questions.Values.OrderBy(question => question.InteractionId).Select(ResourceMapper.ToInteraction).OfType<Interaction>()];
        }

        _changes.Changed(1);
    }

    private Contract.WatchInteractionsResponseUpdate? Find(int interactionId)
    {
        lock (_gate)
        {
            return _questions.GetValueOrDefault(interactionId);
        }
    }

    private Task SendInputsAsync(int interactionId, IReadOnlyDictionary<string, string> values, bool isUpdate, CancellationToken cancellationToken)
    {
        if (Find(interactionId)?.InputsDialog is not { } dialog)
        {
            // Withdrawn in the meantime.
            return Task.CompletedTask;
        }

        var filled = dialog.Clone();

        foreach (var input in filled.InputItems)
        {
            if (values.TryGetValue(input.Name.Length > 0 ? input.Name : input.Label, out var value))
            {
                input.Value = value;
            }
        }

        return SendAsync(
            new Contract.WatchInteractionsRequestUpdate { InteractionId = interactionId, InputsDialog = filled, ResponseUpdate = isUpdate }, cancellationToken);
    }

    private async Task SendAsync(Contract.WatchInteractionsRequestUpdate update, CancellationToken cancellationToken)
    {
        // A stream takes one message at a time, and several pages may answer.
        await _answering.WaitAsync(cancellationToken);

        try
        {
            if (Volatile.Read(ref _answers) is { } answers)
            {
                await answers.WriteAsync(update, cancellationToken);
            }
        }
        catch (Exception lost) when (lost is RpcException or InvalidOperationException)
        {
            // The AppHost asks again when it is back.
            LogLost(logger, settings.ResourceServiceClient.Url!, lost.Message);
        }
        finally
        {
            _answering.Release();
        }
    }

    private void SetConnection(ResourceConnection connection)
    {
        if (_connection != connection)
        {
            _connection = connection;
            _changes.Changed(1);
        }
    }

    private async Task<TimeSpan> WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        await Task.Delay(delay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return delay * 2 < LongestRetry ? delay * 2 : LongestRetry;
    }

    /// <summary>False at the end of a stream, however it came.</summary>
    private static async Task<bool> TryMoveNextAsync<T>(IAsyncStreamReader<T> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken);
        }
        catch (Exception ended) when (ended is RpcException or OperationCanceledException)
        {
            return false;
        }
    }

    private static GrpcChannel CreateChannel(string url) => GrpcChannel.ForAddress(url, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = KeepAlive,
            KeepAlivePingTimeout = KeepAlive,
        },
        DisposeHttpClient = true,
        // Environments and command outputs can be long; the AppHost is trusted.
        MaxReceiveMessageSize = null,
    });

    [LoggerMessage(LogLevel.Debug, "The resource service at {Url} is not there: {Reason}")]
    private static partial void LogLost(ILogger logger, string url, string reason);

    [LoggerMessage(LogLevel.Warning, "The resource service at {Url} refuses the key (DASHBOARD__RESOURCESERVICECLIENT__APIKEY).")]
    private static partial void LogRefused(ILogger logger, string url);
}
