using Microsoft.AspNetCore.Antiforgery;

namespace Auth.Pages;

/// <summary>A form of one of these pages that somebody has sent.</summary>
/// <param name="Fields">What was entered.</param>
/// <param name="Page">For the page that answers.</param>
/// <param name="IsOurs">Whether it was sent from a page of this service that this browser was shown, and not by some other site.</param>
internal sealed record SentForm(IFormCollection Fields, PageContext Page, bool IsOurs)
{
    public const string Expired = "This page was open for too long. Please send it again.";

    public string this[string field] => Fields[field].ToString();

    /// <summary>For a handler that takes a form.</summary>
    public static async ValueTask<SentForm?> BindAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("The body must be a form: application/x-www-form-urlencoded.", StatusCodes.Status415UnsupportedMediaType);
        }

        var fields = await context.Request.ReadFormAsync(context.RequestAborted);
        var isOurs = await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
        return new(fields, PageContext.For(context, fields[ReturnAddress.Parameter]), isOurs);
    }
}
