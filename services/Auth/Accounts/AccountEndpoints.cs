using Auth.Data;
using Auth.Throttling;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;

namespace Auth.Accounts;

/// <summary>The JSON API for accounts.</summary>
internal static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapPost("/register", RegisterAsync)
            .Accepts<RegistrationRequest>("application/json")
            .WithName("Register").WithTags("Accounts")
            .WithSummary("Create an account")
            .WithDescription("Creates a customer's account. Problems with single fields are listed under `errors`.")
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        app.MapGet("/me", MeAsync)
            .WithName("Me").WithTags("Accounts")
            .WithSummary("Who am I")
            .WithDescription("The account that the access token was issued for.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme).RequireAuthenticatedUser());
    }

    private static async Task<IResult> RegisterAsync(
        RegistrationRequest request, HttpContext context, Registration registration, CancellationToken cancellationToken)
    {
        var result = await registration.RegisterAsync(request, Origin.Of(context), cancellationToken);
        if (result.RetryAfter is { } delay)
        {
            return new TooManyAttempts(delay);
        }

        if (result.User is { } user)
        {
            return TypedResults.Created($"{context.Request.PathBase}/me", new Account(user.Id, user.Email!, user.DisplayName ?? user.Email!, [Roles.Customer]));
        }

        return TypedResults.Problem(new HttpValidationProblemDetails(result.Errors.ToDictionary())
        {
            Status = result.IsTaken ? StatusCodes.Status409Conflict : StatusCodes.Status400BadRequest,
            Title = result.IsTaken ? "The e-mail address is taken" : "The account could not be created",
        });
    }

    private static async Task<Results<Ok<Account>, UnauthorizedHttpResult>> MeAsync(HttpContext context, UserManager<User> users)
    {
        var subject = context.User.GetClaim(OpenIddictConstants.Claims.Subject);
        return subject is not null && await users.FindByIdAsync(subject) is { } user
            ? TypedResults.Ok(new Account(user.Id, user.Email!, user.DisplayName ?? user.Email!, [.. await users.GetRolesAsync(user)]))
            : TypedResults.Unauthorized();
    }
}
