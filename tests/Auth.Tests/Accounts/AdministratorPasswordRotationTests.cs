using System.Net;
using Auth.Tests.Running;

namespace Auth.Tests.Accounts;

/// <summary>The administrator's password is the deployment's secret, and is changed while replicas of before and after work side by side.</summary>
public sealed class AdministratorPasswordRotationTests : IDisposable
{
    private const string Old = "the-harbour-master-of-before";
    private const string New = "the-harbour-master-of-today";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_password_of_before_is_good_at_every_replica_until_it_is_retired()
    {
        await using var before = await StartAsync(Old, null);
        (await IsAcceptedAsync(before, Old)).ShouldBeTrue();

        await using var after = await StartAsync(New, Old);

        (await IsAcceptedAsync(before, Old)).ShouldBeTrue("the hash in the database is the new password's by now, and this replica still knows the old one only");
        (await IsAcceptedAsync(after, Old)).ShouldBeTrue();
        (await IsAcceptedAsync(after, New)).ShouldBeTrue();
        (await IsAcceptedAsync(after, "a-guessed-password-of-nobody")).ShouldBeFalse();

        await using var retired = await StartAsync(New, null);
        (await IsAcceptedAsync(retired, New)).ShouldBeTrue();
        (await IsAcceptedAsync(retired, Old)).ShouldBeFalse();
    }

    private Task<AuthApplication> StartAsync(string password, string? previous) => AuthApplication.StartAsync(
        _folder.Sqlite, settings: new Dictionary<string, string?> { ["Auth:AdminPassword"] = password, ["Auth:PreviousAdminPassword"] = previous }, cancellationToken: Cancelled);

    private static async Task<bool> IsAcceptedAsync(AuthApplication application, string password)
    {
        using var client = application.CreateClient();
        using var response = await client.PasswordGrantAsync(AuthApplication.AdminEmail, password, Cancelled);
        response.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest);
        return response.StatusCode == HttpStatusCode.OK;
    }
}
