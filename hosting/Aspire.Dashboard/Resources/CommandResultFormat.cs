namespace Aspire.Dashboard.Resources;

/// <summary>How a command's output is to be shown. Numbers are those of the contract.</summary>
public enum CommandResultFormat
{
    /// <summary>There is none.</summary>
    None = 0,

    /// <summary>Plain text.</summary>
    Text = 1,

    /// <summary>JSON.</summary>
    Json = 2,

    /// <summary>Markdown.</summary>
    Markdown = 3,
}
