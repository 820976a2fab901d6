using Aspire.Hosting.ApplicationModel;
using Aspire.ResourceService.V1;
using Google.Protobuf.WellKnownTypes;
using HealthStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;
using ResourceMessage = Aspire.ResourceService.V1.Resource;

namespace Aspire.Hosting.Running.Dashboard;

/// <summary>Translates the state of a resource into the messages of the dashboard's contract.</summary>
internal static class ResourceMessages
{
    public static WatchResourcesChange Change(ResourceEvent change) => change.Snapshot.IsHidden
        ? new() { Delete = new() { ResourceName = change.ResourceId, ResourceType = change.Snapshot.ResourceType } }
        : new() { Upsert = Resource(change) };

    public static ResourceMessage Resource(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var resource = new ResourceMessage
        {
            Name = change.ResourceId,
            ResourceType = snapshot.ResourceType,
            DisplayName = change.Resource.Name,
            Uid = change.ResourceId,
            CreatedAt = Time(snapshot.CreationTimeStamp),
            StartedAt = Time(snapshot.StartTimeStamp),
            StoppedAt = Time(snapshot.StopTimeStamp),
            SupportsDetailedTelemetry = change.Resource.HasAnnotationOfType<OtlpExporterAnnotation>(),
        };

        if (snapshot.State is { } state)
        {
            resource.State = state.Text;
            resource.StateStyle = state.Style ?? "";
        }

        if (snapshot.IconName is { } icon)
        {
            resource.IconName = icon;
            resource.IconVariant = Icon(snapshot.IconVariant);
        }

        resource.Environment.AddRange(snapshot.EnvironmentVariables.Select(Variable));
        resource.Properties.AddRange(snapshot.Properties.Select(Property));
        resource.Commands.AddRange(snapshot.Commands.Select(Command));
        resource.HealthReports.AddRange(snapshot.HealthReports.Select(Health));
        resource.Relationships.AddRange(snapshot.Relationships.Select(relationship => new ResourceRelationship { ResourceName = relationship.ResourceName, Type = relationship.Type }));
        resource.Volumes.AddRange(snapshot.Volumes.Select(volume => new Volume { Source = volume.Source ?? "", Target = volume.Target, MountType = volume.MountType, IsReadOnly = volume.IsReadOnly }));
        resource.Urls.AddRange(snapshot.Urls.Select(Url));
        return resource;
    }

    private static EnvironmentVariable Variable(EnvironmentVariableSnapshot variable)
    {
        var message = new EnvironmentVariable { Name = variable.Name, IsFromSpec = variable.IsFromSpec };

        if (variable.Value is { } value)
        {
            message.Value = value;
        }

        return message;
    }

    private static ResourceProperty Property(ResourcePropertySnapshot property) => new()
    {
        Name = property.Name,
        Value = Value(property.Value),
        IsSensitive = property.IsSensitive,
    };

    private static Value Value(object? value) => value switch
    {
        null => Google.Protobuf.WellKnownTypes.Value.ForNull(),
        string text => Google.Protobuf.WellKnownTypes.Value.ForString(text),
        bool flag => Google.Protobuf.WellKnownTypes.Value.ForBool(flag),
        int number => Google.Protobuf.WellKnownTypes.Value.ForNumber(number),
        long number => Google.Protobuf.WellKnownTypes.Value.ForNumber(number),
        double number => Google.Protobuf.WellKnownTypes.Value.ForNumber(number),
        IEnumerable<string> list => Google.Protobuf.WellKnownTypes.Value.ForList([.. list.Select(Google.Protobuf.WellKnownTypes.Value.ForString)]),
        IFormattable formattable => Google.Protobuf.WellKnownTypes.Value.ForString(formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture)),
        _ => Google.Protobuf.WellKnownTypes.Value.ForString(value.ToString() ?? ""),
    };

    private static ResourceCommand Command(ResourceCommandSnapshot command)
    {
        var message = new ResourceCommand
        {
            Name = command.Name,
            DisplayName = command.DisplayName,
            IsHighlighted = command.IsHighlighted,
            CoversReplicas = command.CoversReplicas,
            State = command.State switch
            {
                ApplicationModel.ResourceCommandState.Enabled => ResourceService.V1.ResourceCommandState.Enabled,
                ApplicationModel.ResourceCommandState.Disabled => ResourceService.V1.ResourceCommandState.Disabled,
                _ => ResourceService.V1.ResourceCommandState.Hidden,
            },
        };

        if (command.ConfirmationMessage is { } confirmation)
        {
            message.ConfirmationMessage = confirmation;
        }

        if (command.DisplayDescription is { } description)
        {
            message.DisplayDescription = description;
        }

        if (command.IconName is { } icon)
        {
            message.IconName = icon;
            message.IconVariant = Icon(command.IconVariant);
        }

        return message;
    }

    private static HealthReport Health(HealthReportSnapshot report)
    {
        var message = new HealthReport
        {
            Key = report.Name,
            Description = report.Description ?? "",
            Exception = report.ExceptionText ?? "",
            LastRunAt = Time(report.LastRunAt),
        };

        if (report.Status is { } status)
        {
            message.Status = status switch
            {
                HealthStatus.Healthy => ResourceService.V1.HealthStatus.Healthy,
                HealthStatus.Degraded => ResourceService.V1.HealthStatus.Degraded,
                _ => ResourceService.V1.HealthStatus.Unhealthy,
            };
        }

        return message;
    }

    private static Url Url(UrlSnapshot url)
    {
        var message = new Url
        {
            FullUrl = url.Url,
            IsInternal = url.IsInternal,
            IsInactive = url.IsInactive,
            DisplayProperties = new() { DisplayName = url.DisplayProperties.DisplayName, SortOrder = url.DisplayProperties.SortOrder },
        };

        if (url.Name is { } name)
        {
            message.EndpointName = name;
        }

        return message;
    }

    private static ResourceService.V1.IconVariant Icon(ApplicationModel.IconVariant? variant) =>
        variant is ApplicationModel.IconVariant.Filled ? ResourceService.V1.IconVariant.Filled : ResourceService.V1.IconVariant.Regular;

    private static Timestamp? Time(DateTime? time) => time is { } value ? Timestamp.FromDateTime(DateTime.SpecifyKind(value, DateTimeKind.Utc)) : null;
}
