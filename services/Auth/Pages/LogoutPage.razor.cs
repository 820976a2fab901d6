using Microsoft.AspNetCore.Http.HttpResults;

namespace Auth.Pages;

public sealed partial class LogoutPage
{
    /// <summary>Asks, and brings the request's parameters along.</summary>
    internal static RazorComponentResult<LogoutPage> For(HttpContext context)
    {
        var page = PageContext.For(context, returnUrl: null);
        var parameters = context.Request.HasFormContentType ? context.Request.Form.ToList() : [.. context.Request.Query];
        return new RazorComponentResult<LogoutPage>(new Dictionary<string, object?>
        {
            [nameof(Page)] = page,
            [nameof(Parameters)] = parameters.Where(parameter => parameter.Key != page.AntiforgeryField)
                .Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString())).ToList(),
        });
    }
}
