namespace Aspire.Hosting.Running.Probing;

/// <summary>The answer to a probe.</summary>
/// <param name="IsSuccess">Whether it went well.</param>
/// <param name="Message">What was wrong; <see langword="null"/> if nothing was.</param>
internal readonly record struct ProbeResult(bool IsSuccess, string? Message)
{
    public static ProbeResult Success { get; } = new(IsSuccess: true, Message: null);

    public static ProbeResult Failure(string message) => new(IsSuccess: false, message);
}
