using System.Globalization;
using Aspirate.Cluster.Rollouts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Aspirate.Rollouts;

/// <summary>A rollout as a table: a row for each workload, and below it its new pods until all of them are ready.</summary>
internal static class RolloutTable
{
    // Of a pod's row, all but its name and its last event.
    private const int WidthOfSteps = 70;

    public static IRenderable Render(RolloutSnapshot snapshot, int width)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns(
            new TableColumn("").Padding(1, 0, 1, 0).NoWrap(),
            new TableColumn("").Padding(0, 0, 2, 0).NoWrap(),
            new TableColumn("").Padding(0, 0, 2, 0).NoWrap().RightAligned(),
            new TableColumn("").Padding(0, 0, 0, 0));

        foreach (var workload in snapshot.Workloads)
        {
            AddWorkload(table, workload, width);
        }

        return new Rows(table, Summary(snapshot));
    }

    private static void AddWorkload(Table table, WorkloadProgress workload, int width)
    {
        var (symbol, style) = Appearance(workload.Outcome);
        table.AddRow(
            new Text(symbol, style),
            new Text(workload.Workload.Name, new Style(decoration: Decoration.Bold)),
            new Text($"{workload.Ready}/{workload.Desired}", style),
            workload switch
            {
                { Outcome: RolloutOutcome.Healthy } => new Text(workload.Status, new Style(decoration: Decoration.Dim)),
                { Problem: { } problem } => new Paragraph(problem.Message, workload.Outcome == RolloutOutcome.Progressing ? new Style(Color.Yellow) : style).Append(OldPods(workload), new Style(decoration: Decoration.Dim)),
                _ => new Text(workload.Status),
            });

        if (workload.Outcome == RolloutOutcome.Healthy)
        {
            return;
        }

        // An event that ran over several lines would make the table jump.
        var room = width - workload.Pods.Select(pod => pod.Name.Length).DefaultIfEmpty().Max() - WidthOfSteps;
        foreach (var pod in workload.Pods)
        {
            table.AddRow(new Text(""), new Text($"  {pod.Name}", new Style(decoration: Decoration.Dim)), new Text(""), Steps(pod, room));
        }
    }

    // That the failure of an update is not an outage is good to know.
    private static string OldPods(WorkloadProgress workload) => workload.Old switch
    {
        0 => "",
        1 => " (1 old pod is still there)",
        _ => $" ({workload.Old} old pods are still there)",
    };

    // pulled ✓  started ·  ready ·  2 restarts  Pulling: Pulling image "…"
    private static Paragraph Steps(PodProgress pod, int room)
    {
        var steps = new Paragraph { Overflow = Overflow.Ellipsis };
        Step("scheduled", pod.IsScheduled);
        Step("pulled", pod.IsPulled);
        Step("started", pod.IsStarted);
        Step("ready", pod.IsReady);
        if (pod.Restarts > 0)
        {
            steps.Append(pod.Restarts == 1 ? "1 restart  " : $"{pod.Restarts} restarts  ", new Style(Color.Yellow));
        }

        if (!pod.IsReady && pod.LastEvent is { } last)
        {
            steps.Append(Shortened($"{last.Reason}: {last.Message}", room), last.IsWarning ? new Style(Color.Yellow) : new Style(decoration: Decoration.Dim));
        }

        return steps;

        void Step(string name, bool isDone) => steps.Append($"{name} {(isDone ? "✓" : "·")}  ", isDone ? new Style(Color.Green) : new Style(decoration: Decoration.Dim));
    }

    private static string Shortened(string text, int room) => room < 10 ? "" : text.Length <= room ? text : $"{text[..(room - 1)]}…";

    private static Text Summary(RolloutSnapshot snapshot)
    {
        var healthy = snapshot.Workloads.Count(workload => workload.Outcome == RolloutOutcome.Healthy);
        var elapsed = string.Create(CultureInfo.InvariantCulture, $"{snapshot.Elapsed.TotalSeconds:0} s");
        return snapshot.Outcome switch
        {
            RolloutOutcome.Healthy => new($"   All {snapshot.Workloads.Count} workloads are rolled out ({elapsed}).", new Style(Color.Green)),
            RolloutOutcome.Failed => new($"   The rollout has failed ({elapsed}).", new Style(Color.Red)),
            RolloutOutcome.TimedOut => new($"   The rollout did not end in time ({elapsed}).", new Style(Color.Red)),
            _ => new($"   {healthy} of {snapshot.Workloads.Count} workloads are rolled out ({elapsed}).", new Style(decoration: Decoration.Dim)),
        };
    }

    private static (string Symbol, Style Style) Appearance(RolloutOutcome outcome) => outcome switch
    {
        RolloutOutcome.Healthy => ("✓", new(Color.Green)),
        RolloutOutcome.Progressing => ("·", new(Color.Yellow)),
        _ => ("✗", new(Color.Red)),
    };
}
