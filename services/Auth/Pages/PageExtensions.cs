using Auth.SignIn;
using Microsoft.AspNetCore.Antiforgery;

namespace Auth.Pages;

internal static class PageExtensions
{
    public static void AddPages(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorComponents();

        // Before the writer of JSON, which takes every request.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, HtmlProblemWriter>());

        services.Configure<AntiforgeryOptions>(options =>
        {
            SignInCookies.Restrict(options.Cookie, SignInCookies.Form, SameSiteMode.Strict);

            // SecurityHeadersMiddleware says so for every response.
            options.SuppressXFrameOptionsHeader = true;
        });
    }
}
