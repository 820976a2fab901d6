using Auth.Data;
using Auth.Throttling;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
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
            .WithDescription(
                "Creates a customer's account; the answer is the same when there is one with this address already. With `confirmationRequired`, a link is on its way to the address that has to be opened first. "
                + "Problems with single fields are listed under `errors`.")
            .Produces<RegistrationResponse>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

        app.MapGet("/me", MeAsync)
            .WithName("Me").WithTags("Accounts")
            .WithSummary("Who am I")
            .WithDescription("The account that the access token was issued for.")
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .RequireAuthorization(policy => policy.AddAuthenticationSchemes(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme).RequireAuthenticatedUser());
    }

    private static async Task<IResult> RegisterAsync(
        RegistrationRequest request, HttpContext context, Registration registration, IOptions<AccountOptions> options, CancellationToken cancellationToken)
    {
        var result = await registration.RegisterAsync(request, Origin.Of(context), returnUrl: null, cancellationToken);
        if (result.RetryAfter is { } delay)
        {
            return new TooManyAttempts(delay);
        }

        return result.Errors.Count > 0
            ? TypedResults.ValidationProblem(result.Errors, title: "The account could not be created")
            : TypedResults.Accepted((string?)null, new RegistrationResponse(options.Value.RequireConfirmedEmail == true));
    }

    private static async Task<Results<Ok<Account>, UnauthorizedHttpResult>> MeAsync(HttpContext context, UserManager<User> users)
    {
        var subject = context.User.GetClaim(OpenIddictConstants.Claims.Subject);
        return subject is not null && await users.FindByIdAsync(subject) is { } user
            ? TypedResults.Ok(new Account(user.Id, user.Email!, user.DisplayName ?? user.Email!, [.. await users.GetRolesAsync(user)]))
            : TypedResults.Unauthorized();
    }
}
