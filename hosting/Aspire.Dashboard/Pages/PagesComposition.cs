namespace Aspire.Dashboard.Pages;

internal static class PagesComposition
{
    public static WebApplicationBuilder AddPages(this WebApplicationBuilder builder) => builder;

    public static void MapPages(this WebApplication app)
    {
    }
}
