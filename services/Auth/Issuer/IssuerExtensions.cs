namespace Auth.Issuer;

internal static class IssuerExtensions
{
    public static void AddIssuer(this IHostApplicationBuilder builder) =>
        builder.Services.AddValidatedOptions<IssuerOptions, IssuerOptionsValidator>(IssuerOptions.Section);

    /// <summary>Before everything that writes addresses or looks at paths.</summary>
    public static void UsePublicAddress(this IApplicationBuilder app) => app.UseMiddleware<PublicAddressMiddleware>();
}
