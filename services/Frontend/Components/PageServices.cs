namespace Frontend.Components;

/// <summary>The pages, rendered on the server.</summary>
internal static class PageServices
{
    public static void AddPages(this WebApplicationBuilder builder) => builder.Services.AddRazorComponents();

    public static void MapPages(this IEndpointRouteBuilder endpoints) => endpoints.MapRazorComponents<App>().Add(endpoint =>
    {
        // RFC 9110 §9.3.2: whoever may GET may ask for the headers alone. The server leaves the content out.
        if (endpoint.Metadata.OfType<HttpMethodMetadata>().LastOrDefault() is { } methods && methods.HttpMethods.Contains(HttpMethods.Get))
        {
            endpoint.Metadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head], methods.AcceptCorsPreflight));
        }
    });
}
