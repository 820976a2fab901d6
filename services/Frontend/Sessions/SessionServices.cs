namespace Frontend.Sessions;

/// <summary>Registers sessions and the access tokens that belong to them.</summary>
internal static class SessionServices
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<DatabaseTicketStore>();
        builder.Services.AddSingleton<TokenEndpoint>();
        builder.Services.AddScoped<AccessTokens>();
        builder.Services.AddTransient<BearerToken>();
    }
}
