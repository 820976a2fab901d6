using System.Collections.Concurrent;
using Microsoft.FluentUI.AspNetCore.Components;
using Icons = Microsoft.FluentUI.AspNetCore.Components.Icons;

namespace Aspire.Dashboard.Pages.Resources;

/// <summary>Icons that an AppHost names, and those of the types of resources.</summary>
public static class ResourceIcon
{
    private static readonly Icon Project = new Icons.Regular.Size16.CodeCsRectangle();
    private static readonly Icon Container = new Icons.Regular.Size16.Box();
    private static readonly Icon Executable = new Icons.Regular.Size16.Apps();
    private static readonly Icon Parameter = new Icons.Regular.Size16.Key();
    private static readonly Icon Database = new Icons.Regular.Size16.Database();
    private static readonly Icon Gateway = new Icons.Regular.Size16.ArrowSplit();
    private static readonly Icon Job = new Icons.Regular.Size16.Clock();
    private static readonly Icon Other = new Icons.Regular.Size16.Settings();
    private static readonly ConcurrentDictionary<(string Name, bool Filled), Icon?> Named = new();

    /// <summary>The icon of a type of resource.</summary>
    public static Icon OfType(string resourceType, string? iconName = null) =>
        (iconName is null ? null : ByName(iconName, filled: false)) ?? resourceType switch
        {
            "Project" => Project,
            "Container" or "Pod" => Container,
            "Executable" or "Deployment" or "DaemonSet" or "ReplicaSet" => Executable,
            "StatefulSet" => Database,
            "Job" or "CronJob" => Job,
            "Parameter" => Parameter,
            _ when resourceType.Contains("Postgres", StringComparison.OrdinalIgnoreCase)
                || resourceType.Contains("Connection", StringComparison.OrdinalIgnoreCase)
                || resourceType.Contains("Database", StringComparison.OrdinalIgnoreCase) => Database,
            _ when resourceType.Contains("Gateway", StringComparison.OrdinalIgnoreCase) => Gateway,
            _ => Other,
        };

    /// <summary>An icon by its Fluent UI name; null when there is none of that name.</summary>
    public static Icon? ByName(string name, bool filled) => Named.GetOrAdd((name, filled), static key =>
        new IconInfo { Name = key.Name, Variant = key.Filled ? IconVariant.Filled : IconVariant.Regular, Size = IconSize.Size16 }
            .TryGetInstance(out var icon) ? icon : null);
}
