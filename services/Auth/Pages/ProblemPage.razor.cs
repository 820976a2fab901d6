using Auth.Clients;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using OpenIddict.Abstractions;

namespace Auth.Pages;

public sealed partial class ProblemPage
{
    /// <summary>A request of a client that cannot be answered by a redirect, because it is not clear to whom (RFC 6749 §4.1.2.1).</summary>
    internal static RazorComponentResult<ProblemPage> For(OpenIddictResponse error, HttpContext context, FrontendOptions frontend) =>
        New(
            StatusCodes.Status400BadRequest,
            "This link does not work",
            "The page that sent you here asked for something that we cannot do. Go back to the shop and try again from there.",
            $"{error.Error}: {error.ErrorDescription}",
            context,
            frontend);

    /// <summary>Any other failed request of a browser.</summary>
    internal static RazorComponentResult<ProblemPage> For(ProblemDetails problem, HttpContext context, FrontendOptions frontend)
    {
        var (heading, explanation) = problem.Status switch
        {
            StatusCodes.Status404NotFound => ("There is no such page", "The address may be mistyped, or the page may have moved."),
            StatusCodes.Status503ServiceUnavailable => ("We will be right back", "Accounts cannot be reached at the moment. Nothing is lost. Please try again in a minute."),
            >= 500 => ("That did not work", "Something went wrong on our side. Please try again in a moment."),
            _ => ("That did not work", "Your browser sent something that we could not read. Go back and try again."),
        };
        var trace = problem.Extensions.TryGetValue("traceId", out var id) ? $"Reference: {id}" : null;
        return New(problem.Status ?? context.Response.StatusCode, heading, explanation, problem.Status >= 500 && problem.Status != StatusCodes.Status503ServiceUnavailable ? trace : null, context, frontend);
    }

    private static RazorComponentResult<ProblemPage> New(int status, string heading, string explanation, string? detail, HttpContext context, FrontendOptions frontend) =>
        new(new Dictionary<string, object?>
        {
            [nameof(Heading)] = heading,
            [nameof(Explanation)] = explanation,
            [nameof(Detail)] = detail,
            [nameof(Base)] = context.Request.PathBase.Value ?? "",
            [nameof(Home)] = ReturnAddress.Home(frontend),
        })
        { StatusCode = status };
}
