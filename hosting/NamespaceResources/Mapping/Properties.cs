using System.Globalization;
using Aspirate.Cluster.Rollouts.Watching;
using Google.Protobuf.WellKnownTypes;
using k8s.Models;
using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>The facts that the dashboard's pane shows of a resource, in the order in which they are added. The dashboard has its own words and places for some names.</summary>
internal sealed class Properties
{
    /// <summary>The image, which is a column of the table too.</summary>
    public const string Image = "container.image";

    /// <summary>The exit code of what has ended; anything but 0 is shown as an error.</summary>
    public const string ExitCode = "resource.exitCode";

    /// <summary>The resource below which this one stands.</summary>
    public const string Parent = "resource.parentName";

    private const string DisplayName = "resource.displayName";
    private const string State = "resource.state";
    private const string Health = "resource.healthState";
    private const string Started = "resource.startTime";
    private const string Stopped = "resource.stopTime";

    private readonly Resource _resource;
    private int _order;

    private Properties(Resource resource) => _resource = resource;

    /// <summary>Begins with what the resource itself tells by now.</summary>
    public static Properties Of(Resource resource)
    {
        var properties = new Properties(resource);
        properties.Add(DisplayName, null, resource.DisplayName);
        properties.Add(State, null, resource.State);
        if (resource.State == States.Running)
        {
            properties.Add(Health, null, Worst(resource.HealthReports).ToString());
        }

        properties.Add(Started, null, At(resource.StartedAt));
        properties.Add(Stopped, null, At(resource.StoppedAt));
        return properties;
    }

    /// <summary>Adds a fact; without a value there is none to add.</summary>
    /// <param name="name">Its name, once in a resource.</param>
    /// <param name="label">What is written before it; null for a name that the dashboard knows.</param>
    /// <param name="value">The value.</param>
    public void Add(string name, string? label, string? value)
    {
        if (value is null)
        {
            return;
        }

        var property = new ResourceProperty { Name = name, Value = Value.ForString(value), SortOrder = ++_order, IsHighlighted = label is not null };
        if (label is not null)
        {
            property.DisplayName = label;
        }

        _resource.Properties.Add(property);
    }

    /// <summary>Adds what happened, with what of the resource it happened to.</summary>
    public void Add(IEnumerable<Corev1Event> events)
    {
        var number = 0;
        foreach (var entry in events)
        {
            var about = entry.InvolvedObject?.Name == _resource.Name ? "" : $"{entry.InvolvedObject?.Name}: ";
            var often = entry.Times() > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({entry.Times()} times)") : "";
            Add(
                string.Create(CultureInfo.InvariantCulture, $"k8s.event.{++number}"),
                $"{(entry.Type == "Warning" ? "Warning" : "Event")}: {entry.Reason}",
                string.Create(CultureInfo.InvariantCulture, $"{entry.LastSeen():yyyy-MM-dd HH:mm:ss}Z {about}{entry.Message}{often}"));
        }
    }

    // As the dashboard itself takes it from the reports.
    private static HealthStatus Worst(IEnumerable<HealthReport> reports) =>
        reports.Select(report => report.HasStatus ? report.Status : HealthStatus.Unhealthy).DefaultIfEmpty(HealthStatus.Healthy)
            .MinBy(status => status switch { HealthStatus.Unhealthy => 0, HealthStatus.Degraded => 1, _ => 2 });

    private static string? At(Timestamp? time) => time?.ToDateTime().ToString("O", CultureInfo.InvariantCulture);
}
