namespace Aspire.Hosting.Pipelines;

/// <summary>What the command line asks of the pipeline; configuration section <c>Pipeline</c>.</summary>
public class PipelineOptions
{
    /// <summary>The name of the configuration section.</summary>
    public const string Pipeline = nameof(Pipeline);

    /// <summary>Gets or sets the step to do; <c>--step</c>.</summary>
    public string? Step { get; set; }

    /// <summary>Gets or sets where to write; <c>--output-path</c>.</summary>
    public string? OutputPath { get; set; }

    /// <summary>Gets or sets how much is logged; <c>--log-level</c>.</summary>
    public string? LogLevel { get; set; }

    /// <summary>Gets or sets whether what was kept from earlier deployments is forgotten; <c>--clear-cache</c>.</summary>
    public bool ClearCache { get; set; }

    /// <summary>Gets or sets whether questions are answered with yes; <c>--yes</c>.</summary>
    public bool SkipConfirmation { get; set; }

    /// <summary>Gets or sets whether errors are shown with their stack traces; <c>--include-exception-details</c>.</summary>
    public bool IncludeExceptionDetails { get; set; }
}
