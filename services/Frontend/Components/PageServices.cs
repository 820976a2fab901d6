using Frontend.Web;

namespace Frontend.Components;

/// <summary>The pages, rendered on the server.</summary>
internal static class PageServices
{
    // In bytes; a page has some twenty thousand.
    private const long RoomForPages = 20 * 1024 * 1024;

    public static void AddPages(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton<VisitorPageCaching>();
        builder.Services.AddOutputCache(options =>
        {
            options.SizeLimit = RoomForPages;
            options.UseCaseSensitivePaths = true;
            options.AddPolicy(VisitorPages.Policy, policy => policy.AddPolicy<VisitorPageCaching>(), excludeDefaultPolicy: true);
        });
    }

    public static void MapPages(this IEndpointRouteBuilder endpoints) => endpoints.MapRazorComponents<App>().Add(endpoint =>
    {
        // RFC 9110 §9.3.2: whoever may GET may ask for the headers alone. The server leaves the content out.
        if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { } methods && methods.HttpMethods.Contains(HttpMethods.Get))
        {
            endpoint.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head], methods.AcceptCorsPreflight));
        }
    });
}
