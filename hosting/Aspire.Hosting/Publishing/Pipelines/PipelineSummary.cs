using System.Collections.ObjectModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>What is shown when a pipeline has ended well, such as the address of what was deployed.</summary>
public sealed class PipelineSummary
{
    private readonly List<PipelineSummaryItem> _items = [];

    /// <summary>Gets the lines.</summary>
    public ReadOnlyCollection<PipelineSummaryItem> Items => _items.AsReadOnly();

    /// <summary>Adds a line.</summary>
    /// <param name="key">What it is about.</param>
    /// <param name="value">What it says. No secrets: it is shown on the console.</param>
    public void Add(string key, string value) => _items.Add(new PipelineSummaryItem(key, value, enableMarkdown: false));
}
