using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Contract = Aspire.ResourceService.V1;

namespace Aspire.Dashboard.Resources;

/// <summary>Turns the messages of the resource service into what the pages show.</summary>
internal static class ResourceMapper
{
    public static ResourceSnapshot ToSnapshot(Contract.Resource resource)
    {
        var reports = resource.HealthReports.Select(ToReport).ToArray();

        return new ResourceSnapshot
        {
            Name = resource.Name,
            DisplayName = resource.DisplayName.Length > 0 ? resource.DisplayName : resource.Name,
            ResourceType = resource.ResourceType,
            Uid = resource.Uid,
            State = NullIfEmpty(resource.HasState ? resource.State : null),
            StateStyle = NullIfEmpty(resource.HasStateStyle ? resource.StateStyle : null),
            Health = resource.State == "Running" && reports.Length > 0 ? reports.Max(report => report.Health ?? ResourceHealth.Unhealthy) : null,
            HealthReports = [.. reports],
            CreatedAt = resource.CreatedAt?.ToDateTimeOffset(),
            StartedAt = resource.StartedAt?.ToDateTimeOffset(),
            StoppedAt = resource.StoppedAt?.ToDateTimeOffset(),
            Urls = [.. resource.Urls.Select(ToUrl).OrderByDescending(url => url.SortOrder)],
            Environment =
            [
                .. resource.Environment.Select(variable => new ResourceEnvironmentVariable(
                    variable.Name, variable.HasValue ? variable.Value : null, variable.IsFromSpec)),
            ],
            Properties = [.. resource.Properties.OrderBy(property => property.HasSortOrder ? property.SortOrder : int.MaxValue).Select(ToProperty)],
            Volumes = [.. resource.Volumes.Select(volume => new ResourceVolume(volume.Source, volume.Target, volume.MountType, volume.IsReadOnly))],
            Relationships = [.. resource.Relationships.Select(relationship => new ResourceRelationship(relationship.ResourceName, relationship.Type))],
            Commands = [.. resource.Commands.Select(ToCommand)],
            IsHidden = resource.IsHidden,
            IconName = NullIfEmpty(resource.HasIconName ? resource.IconName : null),
        };
    }

    public static ConsoleLogLine ToLine(Contract.ConsoleLogLine line) => new(line.LineNumber, line.Text, line.HasIsStdErr && line.IsStdErr);

    public static CommandResult ToResult(Contract.ResourceCommandResponse response)
    {
        // The older field still comes from older AppHosts.
#pragma warning disable CS0612 // deprecated in the contract
        var message = response.HasMessage ? response.Message : response.HasErrorMessage ? response.ErrorMessage : null;
#pragma warning restore CS0612

        return new CommandResult(
            (CommandOutcome)response.Kind,
            NullIfEmpty(message),
            NullIfEmpty(response.Result?.Value),
            (CommandResultFormat)(response.Result?.Format ?? Contract.CommandResultFormat.None),
            response.Result?.DisplayImmediately ?? false);
    }

    /// <summary>A question of the AppHost; null when it is of a kind that this dashboard does not know.</summary>
    public static Interaction? ToInteraction(Contract.WatchInteractionsResponseUpdate update)
    {
        InteractionKind? kind = update.KindCase switch
        {
            Contract.WatchInteractionsResponseUpdate.KindOneofCase.MessageBox => InteractionKind.MessageBox,
            Contract.WatchInteractionsResponseUpdate.KindOneofCase.InputsDialog => InteractionKind.Inputs,
            Contract.WatchInteractionsResponseUpdate.KindOneofCase.Notification => InteractionKind.Notification,
            Contract.WatchInteractionsResponseUpdate.KindOneofCase.PromptProgress => InteractionKind.Progress,
            _ => null,
        };

        return kind is null ? null : new Interaction
        {
            Id = update.InteractionId,
            Kind = kind.Value,
            Title = update.Title,
            Message = update.Message,
            IsMarkdown = update.EnableMessageMarkdown,
            Intent = (InteractionIntent)(update.MessageBox?.Intent ?? update.Notification?.Intent ?? Contract.MessageIntent.None),
            PrimaryButtonText = update.PrimaryButtonText,
            SecondaryButtonText = update.SecondaryButtonText,
            HasSecondaryButton = update.ShowSecondaryButton,
            CanDismiss = update.ShowDismiss,
            LinkText = update.Notification?.LinkText ?? "",
            LinkUrl = update.Notification?.LinkUrl ?? "",
            Inputs = [.. (update.InputsDialog?.InputItems ?? []).Select(ToInput)],
        };
    }

    private static InteractionInput ToInput(Contract.InteractionInput input) => new()
    {
        // Older AppHosts name fields by their label only.
        Name = input.Name.Length > 0 ? input.Name : input.Label,
        Label = input.Label,
        Type = (InteractionInputType)input.InputType,
        Value = input.Value,
        Placeholder = input.Placeholder,
        Description = input.Description,
        IsDescriptionMarkdown = input.EnableDescriptionMarkdown,
        IsRequired = input.Required,
        IsDisabled = input.Disabled,
        IsLoading = input.Loading,
        MaxLength = input.MaxLength,
        Options = [.. input.Options],
        AllowsOtherValues = input.AllowCustomChoice,
        NotifiesChanges = input.UpdateStateOnChange,
        Errors = [.. input.ValidationErrors],
    };

    private static ResourceHealthReport ToReport(Contract.HealthReport report) => new(
        report.Key,
        !report.HasStatus ? null : report.Status switch
        {
            Contract.HealthStatus.Healthy => ResourceHealth.Healthy,
            Contract.HealthStatus.Degraded => ResourceHealth.Degraded,
            _ => ResourceHealth.Unhealthy,
        },
        report.Description,
        report.Exception,
        report.LastRunAt?.ToDateTimeOffset());

    private static ResourceUrl ToUrl(Contract.Url url) => new(
        NullIfEmpty(url.HasEndpointName ? url.EndpointName : null),
        url.FullUrl,
        NullIfEmpty(url.DisplayProperties?.DisplayName),
        url.DisplayProperties?.SortOrder ?? 0,
        url.IsInternal,
        url.IsInactive);

    private static ResourceProperty ToProperty(Contract.ResourceProperty property) => new(
        property.Name,
        NullIfEmpty(property.HasDisplayName ? property.DisplayName : null),
        ToText(property.Value),
        property.HasIsSensitive && property.IsSensitive,
        property.IsHighlighted);

    private static ResourceCommand ToCommand(Contract.ResourceCommand command) => new()
    {
        Name = command.Name,
        DisplayName = command.DisplayName,
        Description = command.HasDisplayDescription ? command.DisplayDescription : "",
        ConfirmationMessage = NullIfEmpty(command.HasConfirmationMessage ? command.ConfirmationMessage : null),
        IsHighlighted = command.IsHighlighted,
        IconName = NullIfEmpty(command.HasIconName ? command.IconName : null),
        IsIconFilled = command.HasIconVariant && command.IconVariant == Contract.IconVariant.Filled,
        State = (ResourceCommandState)command.State,
        CoversReplicas = command.CoversReplicas,
        Arguments = [.. command.ArgumentInputs.Select(ToInput)],
    };

    private static string? ToText(Value? value) => value?.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.StringValue,
        Value.KindOneofCase.NumberValue => value.NumberValue.ToString(CultureInfo.InvariantCulture),
        Value.KindOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        Value.KindOneofCase.ListValue => string.Join(' ', value.ListValue.Values.Select(ToText)),
        Value.KindOneofCase.StructValue => JsonSerializer.Serialize(value.StructValue.Fields.ToDictionary(field => field.Key, field => ToText(field.Value))),
        _ => null,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
