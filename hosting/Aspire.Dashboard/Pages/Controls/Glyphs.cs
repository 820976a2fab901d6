using Microsoft.FluentUI.AspNetCore.Components;
using Icons = Microsoft.FluentUI.AspNetCore.Components.Icons;

namespace Aspire.Dashboard.Pages.Controls;

/// <summary>The icons that several pages share: one meaning, one icon.</summary>
public static class Glyphs
{
    /// <summary>Searching.</summary>
    public static Icon Search { get; } = new Icons.Regular.Size16.Search();

    /// <summary>A filter.</summary>
    public static Icon Filter { get; } = new Icons.Regular.Size16.Filter();

    /// <summary>Adding.</summary>
    public static Icon Add { get; } = new Icons.Regular.Size16.Add();

    /// <summary>Closing or removing.</summary>
    public static Icon Dismiss { get; } = new Icons.Regular.Size16.Dismiss();

    /// <summary>Holding a live view still.</summary>
    public static Icon Pause { get; } = new Icons.Regular.Size16.Pause();

    /// <summary>Letting a view go on.</summary>
    public static Icon Play { get; } = new Icons.Regular.Size16.Play();

    /// <summary>Deleting.</summary>
    public static Icon Delete { get; } = new Icons.Regular.Size16.Delete();

    /// <summary>Copying to the clipboard.</summary>
    public static Icon Copy { get; } = new Icons.Regular.Size16.Copy();

    /// <summary>Done.</summary>
    public static Icon Checkmark { get; } = new Icons.Regular.Size16.Checkmark();

    /// <summary>Showing what is masked.</summary>
    public static Icon Reveal { get; } = new Icons.Regular.Size16.Eye();

    /// <summary>Masking again.</summary>
    public static Icon Mask { get; } = new Icons.Regular.Size16.EyeOff();

    /// <summary>Saving to a file.</summary>
    public static Icon Download { get; } = new Icons.Regular.Size16.ArrowDownload();

    /// <summary>Further commands.</summary>
    public static Icon More { get; } = new Icons.Regular.Size16.MoreHorizontal();

    /// <summary>Log records.</summary>
    public static Icon Logs { get; } = new Icons.Regular.Size16.SlideText();

    /// <summary>Traces.</summary>
    public static Icon Traces { get; } = new Icons.Regular.Size16.GanttChart();

    /// <summary>Metrics.</summary>
    public static Icon Metrics { get; } = new Icons.Regular.Size16.ChartMultiple();

    /// <summary>A console.</summary>
    public static Icon Console { get; } = new Icons.Regular.Size16.Code();

    /// <summary>An error.</summary>
    public static Icon Error { get; } = new Icons.Filled.Size16.ErrorCircle();

    /// <summary>A warning.</summary>
    public static Icon Warning { get; } = new Icons.Filled.Size16.Warning();

    /// <summary>Something to know.</summary>
    public static Icon Info { get; } = new Icons.Regular.Size16.Info();

    /// <summary>Running well.</summary>
    public static Icon Success { get; } = new Icons.Filled.Size16.CheckmarkCircle();

    /// <summary>Under way.</summary>
    public static Icon Progress { get; } = new Icons.Regular.Size16.ArrowSync();

    /// <summary>Not running.</summary>
    public static Icon Stopped { get; } = new Icons.Filled.Size16.RecordStop();

    /// <summary>Not known.</summary>
    public static Icon Unknown { get; } = new Icons.Regular.Size16.Circle();

    /// <summary>A process that started anew.</summary>
    public static Icon Restart { get; } = new Icons.Regular.Size16.ArrowClockwise();

    /// <summary>A database.</summary>
    public static Icon Database { get; } = new Icons.Regular.Size16.Database();

    /// <summary>A queue or broker.</summary>
    public static Icon Mail { get; } = new Icons.Regular.Size16.Mail();

    /// <summary>A host outside.</summary>
    public static Icon Globe { get; } = new Icons.Regular.Size16.Globe();

    /// <summary>Answers a request.</summary>
    public static Icon Server { get; } = new Icons.Filled.Size16.Server();

    /// <summary>Something unfolds.</summary>
    public static Icon ChevronRight { get; } = new Icons.Regular.Size12.ChevronRight();

    /// <summary>Something folds.</summary>
    public static Icon ChevronDown { get; } = new Icons.Regular.Size12.ChevronDown();

    /// <summary>To the newest.</summary>
    public static Icon ArrowUp { get; } = new Icons.Regular.Size16.ArrowUp();

    /// <summary>To the end.</summary>
    public static Icon ArrowDown { get; } = new Icons.Regular.Size16.ArrowDown();

    /// <summary>Opens elsewhere.</summary>
    public static Icon Open { get; } = new Icons.Regular.Size16.Open();

    /// <summary>A reference to another span.</summary>
    public static Icon Link { get; } = new Icons.Regular.Size16.Link();
}
