using System.Globalization;

namespace Auth.Throttling;

/// <summary>429 with problem details and <c>Retry-After</c> (RFC 6585 §4).</summary>
internal sealed class TooManyAttempts(TimeSpan delay) : IResult
{
    /// <summary>Says in the response how long to wait.</summary>
    /// <returns>The same, in whole seconds.</returns>
    public static int Announce(HttpContext context, TimeSpan delay)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return seconds;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var seconds = Announce(httpContext, delay);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too many attempts",
            detail: $"There were too many attempts. Try again in {seconds} seconds.").ExecuteAsync(httpContext);
    }
}
