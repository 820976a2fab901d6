using Aspire.Hosting.ApplicationModel;
using Aspire.ResourceService.V1;
using Grpc.Core;

namespace Aspire.Hosting.Running.Dashboard;

/// <summary>What this AppHost tells a dashboard, ours or the official one, and does for it.</summary>
internal sealed class DashboardResourceService(
    AppHostLocation location, ResourceNotificationService notifications, ResourceLoggerService logs, ResourceCommandService commands) : DashboardService.DashboardServiceBase
{
    // The oldest official dashboard that knows every field used here.
    private const string MinDashboardVersion = "9.2.0";

    private const int MaxBatch = 100;

    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = location.ProjectName, MinDashboardVersion = MinDashboardVersion });

    public override async Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context)
    {
        await using var changes = notifications.WatchAsync(context.CancellationToken).GetAsyncEnumerator(context.CancellationToken);

        try
        {
            // What is known is there at once; the first that has to be waited for is a change.
            var initial = new Dictionary<string, ResourceEvent>(StringComparer.OrdinalIgnoreCase);
            var next = changes.MoveNextAsync().AsTask();

            while (next.IsCompleted && await next)
            {
                initial[changes.Current.ResourceId] = changes.Current;
                next = changes.MoveNextAsync().AsTask();
            }

            var data = new InitialResourceData();
            data.Resources.AddRange(initial.Values.Where(change => !change.Snapshot.IsHidden).Select(ResourceMessages.Resource));
            data.ResourceTypes.AddRange(initial.Values.Select(change => change.Snapshot.ResourceType).Distinct().Select(type => new ResourceType { UniqueName = type, DisplayName = type }));
            await responseStream.WriteAsync(new() { InitialData = data }, context.CancellationToken);

            while (await next)
            {
                var update = new WatchResourcesChanges();

                // What has piled up meanwhile goes together.
                do
                {
                    update.Value.Add(ResourceMessages.Change(changes.Current));
                    next = changes.MoveNextAsync().AsTask();
                }
                while (update.Value.Count < MaxBatch && next.IsCompletedSuccessfully && await next);

                await responseStream.WriteAsync(new() { Changes = update }, context.CancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The dashboard went away, or the application ends.
        }
    }

    public override async Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context)
    {
        var source = request.SuppressFollow ? logs.GetAllAsync(request.ResourceName) : logs.WatchAsync(request.ResourceName);

        try
        {
            await foreach (var lines in source.WithCancellation(context.CancellationToken))
            {
                var update = new WatchResourceConsoleLogsUpdate();
                update.LogLines.AddRange(lines.Select(line => new ConsoleLogLine { Text = line.Content, IsStdErr = line.IsErrorMessage, LineNumber = line.LineNumber }));
                await responseStream.WriteAsync(update, context.CancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The dashboard looks at something else.
        }
    }

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, context.CancellationToken);
        var response = new ResourceCommandResponse
        {
            Kind = result switch
            {
                { Success: true } => ResourceCommandResponseKind.Succeeded,
                { Canceled: true } => ResourceCommandResponseKind.Cancelled,
                _ => ResourceCommandResponseKind.Failed,
            },
        };

        if ((result.ErrorMessage ?? result.Message) is { } message)
        {
            response.Message = message;
        }

        return response;
    }

    /// <summary>This AppHost asks nothing; the stream stays open, so that the dashboard does not come again.</summary>
    public override async Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream, ServerCallContext context)
    {
        try
        {
            while (await requestStream.MoveNext(context.CancellationToken))
            {
                // An answer to no question.
            }
        }
        catch (OperationCanceledException)
        {
            // The dashboard went away.
        }
    }
}
