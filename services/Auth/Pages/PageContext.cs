using Auth.Clients;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Auth.Pages;

/// <summary>What every page with a form needs to know of its request.</summary>
/// <param name="Base">The path prefix that addresses of this service begin with.</param>
/// <param name="Home">The shop's start page.</param>
/// <param name="ReturnUrl">Where the person goes after the form, once checked.</param>
/// <param name="AntiforgeryField">The name of the hidden field.</param>
/// <param name="AntiforgeryToken">The value of the hidden field.</param>
public sealed record PageContext(string Base, string Home, string ReturnUrl, string AntiforgeryField, string AntiforgeryToken)
{
    /// <summary>For a handler that shows a page.</summary>
    public static ValueTask<PageContext?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new(For(context, context.Request.Query[ReturnAddress.Parameter]));
    }

    internal static PageContext For(HttpContext context, string? returnUrl)
    {
        var frontend = context.RequestServices.GetRequiredService<IOptions<FrontendOptions>>().Value;
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context);
        return new(
            context.Request.PathBase.Value ?? "",
            ReturnAddress.Home(frontend),
            ReturnAddress.OrHome(returnUrl, frontend),
            tokens.FormFieldName,
            tokens.RequestToken!);
    }

    /// <summary>Another page of this service that leads to the same place.</summary>
    public string To(string page) => $"{Base}/{page}{QueryString.Create(ReturnAddress.Parameter, ReturnUrl)}";
}
