namespace Aspire.Hosting.Pipelines;

/// <summary>A line of a <see cref="PipelineSummary"/>.</summary>
/// <param name="key">What it is about.</param>
/// <param name="value">What it says.</param>
/// <param name="enableMarkdown">Whether <paramref name="value"/> is Markdown.</param>
public sealed class PipelineSummaryItem(string key, string value, bool enableMarkdown)
{
    /// <summary>Gets what it is about.</summary>
    public string Key { get; } = key;

    /// <summary>Gets what it says.</summary>
    public string Value { get; } = value;

    /// <summary>Gets whether <see cref="Value"/> is Markdown.</summary>
    public bool EnableMarkdown { get; } = enableMarkdown;
}
