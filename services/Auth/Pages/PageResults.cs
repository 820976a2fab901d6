using Auth.Throttling;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auth.Pages;

/// <summary>The pages as results of handlers.</summary>
internal static class PageResults
{
    private static readonly Dictionary<string, string[]> NoErrors = [];

    public static IReadOnlyDictionary<string, string[]> Without => NoErrors;

    /// <summary>A page that tells something and asks nothing.</summary>
    public static IResult Message(PageContext page, string heading, string text, (string Text, string Address) way, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<MessagePage>(new Dictionary<string, object?>
        {
            [nameof(MessagePage.Page)] = page,
            [nameof(MessagePage.Heading)] = heading,
            [nameof(MessagePage.Text)] = text,
            [nameof(MessagePage.WayText)] = way.Text,
            [nameof(MessagePage.WayAddress)] = way.Address,
        })
        { StatusCode = status };

    /// <summary>What to tell somebody who has tried too often; the response says it, too.</summary>
    public static string Slow(HttpContext context, TimeSpan delay) =>
        $"There were too many attempts. Please wait {TooManyAttempts.Announce(context, delay)} seconds and try again.";
}
