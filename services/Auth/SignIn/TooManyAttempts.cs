using System.Globalization;

namespace Auth.SignIn;

/// <summary>429 with problem details and <c>Retry-After</c> (RFC 6585 §4).</summary>
internal sealed class TooManyAttempts(TimeSpan delay) : IResult
{
    public static int Seconds(TimeSpan delay) => Math.Max(1, (int)Math.Ceiling(delay.TotalSeconds));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = Seconds(delay).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(
            statusCode: StatusCodes.Status429TooManyRequests,
            title: "Too many attempts",
            detail: $"There were too many attempts. Try again in {Seconds(delay)} seconds.").ExecuteAsync(httpContext);
    }
}
