using System.Diagnostics;
using Auth.Tests.Running;

namespace Auth.Tests.Data;

/// <summary>The service as a process of its own: what someone sees who has made a mistake.</summary>
public sealed class ConfigurationMistakeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ConnectionStrings__authdb", null, "The connection string 'authdb' is missing.")]
    [InlineData("ConnectionStrings__authdb", "Password=hunter2", "names neither a PostgreSQL server")]
    [InlineData("ConnectionStrings__authdb", "Data Source=:memory:", "a SQLite database in memory")]
    [InlineData("DataProtection__Key", null, "DataProtection:Key is missing. Set DataProtection__Key")]
    [InlineData("DataProtection__Key", "hunter2", "DataProtection:Key must be 32 bytes in base64.")]
    [InlineData("DataProtection__PreviousKey", "hunter2", "DataProtection:PreviousKey must be 32 bytes in base64.")]
    [InlineData("DataProtection__KeyFile", "/nowhere/key", "DataProtection:KeyFile names '/nowhere/key', where there is no file.")]
    [InlineData("Auth__Issuer", null, "Auth:Issuer is missing.")]
    [InlineData("Auth__Issuer", "localhost/auth", "is not an absolute http or https address")]
    [InlineData("Auth__Issuer", "http://localhost:8080/login", "Set it to 'http://localhost:8080/auth'.")]
    [InlineData("Auth__SigningKey", null, "No signing key: set Auth:SigningKey")]
    [InlineData("Auth__SigningKey", "hunter2", "Auth:SigningKey holds no private key in PEM form")]
    [InlineData("Auth__AdminEmail", null, "Auth:AdminEmail is missing.")]
    [InlineData("Auth__AdminEmail", "admin", "which is not an e-mail address")]
    [InlineData("Auth__AdminPassword", "hunter2", "Auth:AdminPassword must have 8 to 128 characters; it has 7.")]
    [InlineData("Auth__Frontend__Address", "http://localhost:8080/shop", "which is not an origin")]
    [InlineData("Auth__Frontend__ClientSecret", "hunter2", "must have at least 16 characters; it has 7.")]
    [InlineData("Auth__Frontend__ClientSecret", null, "Auth:Frontend:ClientSecret is missing.")]
    [InlineData("Auth__Clients__cli__Secret", "a-secret-of-the-reports", "Choose another.")]
    [InlineData("Auth__Clients__reports__Secret", "hunter2", "Auth:Clients:reports:Secret must have at least 16 characters")]
    [InlineData("Auth__Tokens__AccessTokenLifetime", "10.00:00:00", "AccessTokenLifetime")]
    public async Task Is_named_with_the_remedy_and_without_stack_or_secret(string name, string? value, string expected)
    {
        using var folder = new TemporaryFolder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Auth.dll")]) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder.Path };
        start.Environment["ConnectionStrings__authdb"] = folder.Sqlite;
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DataProtection__Key"] = AuthApplication.DataProtectionKey;
        start.Environment["Auth__Issuer"] = "http://localhost:8080/auth";
        start.Environment["Auth__SigningKey"] = SigningKeys.Shared;
        start.Environment["Auth__AdminEmail"] = AuthApplication.AdminEmail;
        start.Environment["Auth__AdminPassword"] = AuthApplication.AdminPassword;
        start.Environment["Auth__Frontend__Address"] = "http://localhost:8080";
        start.Environment["Auth__Frontend__ClientSecret"] = AuthApplication.FrontendSecret;
        start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);

        process.ExitCode.ShouldBe(1);
        error.ShouldStartWith("auth: ");
        error.ShouldContain(expected);
        error.ShouldNotContain("   at ");
        error.ShouldNotContain("hunter2");
        Directory.Exists(folder.File("data")).ShouldBeFalse("nothing was begun");
    }
}
