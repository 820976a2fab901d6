using System.Net;
using k8s;
using Tests.Journeys;

namespace Cluster.Tests;

/// <summary>Secrets are changed while the application is used.</summary>
[Collection(nameof(DeployedApplication))]
public sealed class SecretRotationTests(DeployedApplication application)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_outlives_the_key_that_signed_it()
    {
        using var customer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        using var client = application.CreateClient();
        var before = await client.GetStringAsync("/auth/.well-known/jwks", Cancellation);
        await using var traffic = SteadyTraffic.Start(client, "/orders/products", Cancellation);

        await RotateAsync("auth-signing-key");

        // The kubelet writes the mounted file anew within a minute or two; auth reads it without a restart.
        while (await client.GetStringAsync("/auth/.well-known/jwks", Cancellation) == before)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
        }

        (await customer.GetAsync("/orders", Cancellation)).GetProperty("items").GetArrayLength().ShouldBe(0);
        using var newcomer = await Customer.RegisterAsync(application.CreateClient(), Cancellation);
        (await newcomer.GetAsync("/orders", Cancellation)).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await traffic.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_databases_password_changes_without_a_failed_request()
    {
        using var client = application.CreateClient();
        var before = await PasswordAsync();
        await using var traffic = SteadyTraffic.Start(client, "/orders/products", Cancellation);

        var output = await RotateAsync("postgres-password");

        var after = await PasswordAsync();
        after.ShouldNotBe(before);
        output.ShouldNotContain(after);
        (await traffic.StopAsync()).ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    private Task<string> RotateAsync(string parameter) => Aspirate.RunAsync(
        ["secrets", "rotate", parameter, "--project-path", Repository.AppHost, "--input-path", application.Overlay, "--namespace", application.Namespace, "--non-interactive"], Cancellation);

    private async Task<string> PasswordAsync()
    {
        var secret = await application.Client.CoreV1.ReadNamespacedSecretAsync("postgres-secrets", application.Namespace, cancellationToken: Cancellation);
        return System.Text.Encoding.UTF8.GetString(secret.Data["POSTGRES_PASSWORD"]);
    }
}
