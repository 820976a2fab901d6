namespace Aspire.Hosting.Publishing;

/// <summary>What the command line asks of a publisher; configuration section <c>Publishing</c>.</summary>
public class PublishingOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Publishing = nameof(Publishing);

    /// <summary>Gets or sets the publisher: <c>manifest</c>; <c>--publisher</c>.</summary>
    public string? Publisher { get; set; }

    /// <summary>Gets or sets the file or directory to write; <c>--output-path</c>.</summary>
    public string? OutputPath { get; set; }
}
