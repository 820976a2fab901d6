using Auth.Clients;
using Microsoft.Extensions.Options;

namespace Auth.Pages;

/// <summary>Answers a browser's failed request with a page; programs get problem details in JSON.</summary>
internal sealed class HtmlProblemWriter(IOptions<FrontendOptions> frontend, IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) =>
        context.HttpContext.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        // Adds what every problem says: the trace, and when to try again.
        options.Value.CustomizeProblemDetails?.Invoke(context);
        await ProblemPage.For(context.ProblemDetails, context.HttpContext, frontend.Value).ExecuteAsync(context.HttpContext);
    }
}
