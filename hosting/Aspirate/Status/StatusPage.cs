using System.Globalization;
using Aspirate.Cluster.Rollouts;
using Aspirate.Cluster.Rollouts.Status;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aspirate.Status;

/// <summary>A status as a page of text.</summary>
internal static class StatusPage
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Bold = new(decoration: Decoration.Bold);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Doubtful = new(Color.Yellow);
    private static readonly Style Bad = new(Color.Red);

    public static IRenderable Render(ApplicationStatus status, DateTimeOffset now)
    {
        List<IRenderable> parts = [Head(status, now), Text.Empty, Workloads(status)];
        if (status.Addresses.Count > 0)
        {
            parts.AddRange([Text.Empty, Addresses(status)]);
        }

        if (status.EntranceProblems.Count > 0)
        {
            parts.AddRange([Text.Empty, EntranceProblems(status)]);
        }

        if (status.Volumes.Count > 0)
        {
            parts.AddRange([Text.Empty, Volumes(status)]);
        }

        if (status.Warnings.Count > 0)
        {
            parts.AddRange([Text.Empty, Warnings(status, now)]);
        }

        return new Rows(parts);
    }

    private static Paragraph Head(ApplicationStatus status, DateTimeOffset now)
    {
        var head = new Paragraph().Append(status.Namespace, Bold).Append("  ").Append(status.IsHealthy ? "healthy" : "not healthy", status.IsHealthy ? Good : Bad);
        return status.Revision is { } revision
            ? head.Append(string.Create(CultureInfo.InvariantCulture, $"  revision {revision.Number}, {revision.State}, {Ago(now - revision.Time)} ago: {revision.Description}"), Dim)
            : head;
    }

    private static Table Workloads(ApplicationStatus status)
    {
        var table = Columns("", "Workload", "Ready", "Image", "Restarts", "Autoscaler", "");
        table.Columns[2].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var workload in status.Workloads)
        {
            var (sign, style) = workload switch
            {
                { IsHealthy: true } => ("✓", Good),
                { HasFailed: true } => ("✗", Bad),
                _ => ("·", Doubtful),
            };
            table.AddRow(
                new Text(sign, style),
                new Text(workload.Name, Bold),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{workload.Ready}/{workload.Desired}"), style),
                new Text(string.Join(", ", workload.Images)),
                new Text(workload.Restarts.ToString(CultureInfo.InvariantCulture), workload.Restarts > 0 ? Doubtful : Dim),
                new Text(workload.Autoscaler is { } autoscaler ? Describe(autoscaler) : "", Dim),
                Remark(workload, style));
        }

        return table;
    }

    private static IRenderable Remark(WorkloadStatus workload, Style style) => workload switch
    {
        // "2/2" says it all.
        { IsHealthy: true, Desired: > 0, Kind: not ControllerKind.Job } => Text.Empty,
        { IsHealthy: true } => new Text(workload.Status, Dim),
        { Problem: { } problem } => new Rows(new Text(problem.Message, style), new Text($"→ {problem.Remedy}", Dim)),
        _ => new Text(workload.Status, style),
    };

    private static string Describe(AutoscalerStatus autoscaler) => string.Create(
        CultureInfo.InvariantCulture,
        $"{autoscaler.Minimum}–{autoscaler.Maximum}{string.Concat(autoscaler.Metrics.Select(metric => $", {metric.Name} {metric.Current ?? "?"} of {metric.Target}"))}");

    private static Table Addresses(ApplicationStatus status)
    {
        var table = Columns("", "Address", "Service", "Way in");
        foreach (var address in status.Addresses)
        {
            table.AddRow(
                new Text(""),
                new Text(address.Url, new Style(Color.Blue)),
                new Text(address.Resource),
                Entrance(address));
        }

        return table;
    }

    private static Paragraph Entrance(AddressStatus address)
    {
        var entrance = new Paragraph().Append(
            address.At is { } at ? $"{address.Ingress} at {at}" : $"{address.Ingress}: no controller has taken it yet",
            address.At is null ? Doubtful : Dim);
        var shares = string.Join(", ", address.Shares.Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Percent}% {share.Resource}")));
        return shares.Length == 0 ? entrance : entrance.Append($"  {shares}", Bold);
    }

    private static Table EntranceProblems(ApplicationStatus status)
    {
        var table = Columns("", "In the way", "");
        foreach (var problem in status.EntranceProblems)
        {
            table.AddRow(new Text("✗", Bad), new Text(problem.Subject, Bold), new Rows(new Text(problem.Message, Bad), new Text($"→ {problem.Remedy}", Dim)));
        }

        return table;
    }

    private static Table Volumes(ApplicationStatus status)
    {
        var table = Columns("", "Volume", "Size", "Storage class", "");
        foreach (var volume in status.Volumes)
        {
            table.AddRow(new Text(""), new Text(volume.Claim), new Text(volume.Size ?? ""), new Text(volume.StorageClass ?? "", Dim), new Text(volume.Phase, volume.IsBound ? Dim : Bad));
        }

        return table;
    }

    private static Table Warnings(ApplicationStatus status, DateTimeOffset now)
    {
        var table = Columns("", "Warnings", "", "", "");
        foreach (var warning in status.Warnings)
        {
            var often = warning.Times > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({warning.Times}x)") : "";
            table.AddRow(new Text(""), new Text($"{Ago(now - warning.Time)} ago", Dim), new Text(warning.Subject), new Text($"{warning.Reason}{often}", Doubtful), new Text(warning.Message, Dim));
        }

        return table;
    }

    // The first column is for a sign, the last one may take several lines.
    private static Table Columns(params ReadOnlySpan<string> names)
    {
        var table = new Table().Border(TableBorder.None);
        for (var index = 0; index < names.Length; index++)
        {
            var column = new TableColumn(new Text(names[index], Dim)).Padding(index == 0 ? 1 : 0, 0, index == 0 ? 1 : 3, 0);
            table.AddColumn(index == names.Length - 1 ? column : column.NoWrap());
        }

        return table;
    }

    private static string Ago(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, age.TotalSeconds):0} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalMinutes:0} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0} days"),
    };
}
