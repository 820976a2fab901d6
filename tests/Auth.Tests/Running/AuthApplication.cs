using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;

namespace Auth.Tests.Running;

/// <summary>The service with its replicas on one database.</summary>
public sealed class AuthApplication : IAsyncDisposable
{
    public const string Origin = "https://shop.example";
    public const string Issuer = Origin + "/auth";
    public const string FrontendSecret = "a-secret-of-the-frontend";
    public const string DataProtectionKey = "YSB0ZXN0J3MgZGF0YS1wcm90ZWN0aW9uIHNlY3JldCE=";
    public const string AdminEmail = "admin@shop.example";
    public const string AdminPassword = "an-admin's-password";

    private readonly IReadOnlyList<AuthReplica> _replicas;

    private AuthApplication(IReadOnlyList<AuthReplica> replicas) => _replicas = replicas;

    public static async Task<AuthApplication> StartAsync(
        string connectionString, int replicas = 1, IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null, string environment = "Production", SentMails? mails = null, CancellationToken cancellationToken = default)
    {
        var all = new Dictionary<string, string?>
        {
            ["ConnectionStrings:authdb"] = connectionString,
            ["DataProtection:Key"] = DataProtectionKey,
            ["Auth:Issuer"] = Issuer,
            ["Auth:SigningKey"] = SigningKeys.Shared,
            ["Auth:AdminEmail"] = AdminEmail,
            ["Auth:AdminPassword"] = AdminPassword,
            ["Auth:Frontend:ClientSecret"] = FrontendSecret,
            ["Auth:Frontend:Address"] = Origin,
            ["Auth:CommandLine:PasswordGrant"] = "true",
            ["Auth:Limits:Origin:Burst"] = "10000",
            ["Auth:Limits:Registrations:Burst"] = "10000",
        };
        if (mails is not null)
        {
            all["Auth:Smtp:Host"] = "mail.example";
            all["Auth:Smtp:From"] = "shop@shop.example";
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string?>())
        {
            all[key] = value;
        }

        var application = new AuthApplication([.. Enumerable.Range(0, replicas).Select(_ => new AuthReplica(all, time, environment, mails))]);
        try
        {
            await Task.WhenAll(application._replicas.Select(replica => ReadyAsync(replica, cancellationToken)));
            return application;
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    public int Replicas => _replicas.Count;

    public IServiceProvider Services => _replicas[0].Services;

    /// <summary>A client that keeps cookies, follows no redirects, and whose requests go to the replicas in turn.</summary>
    public HttpClient CreateClient(CookieContainer? cookies = null) =>
        new(new CookieContainerHandler(cookies ?? new CookieContainer()) { InnerHandler = new RoundRobinHandler([.. _replicas.Select(replica => replica.Server.CreateHandler())]) })
        {
            BaseAddress = new Uri(Origin),
        };

    /// <summary>A client of one replica only.</summary>
    public HttpClient CreateClientOf(int replica) => new(_replicas[replica].Server.CreateHandler()) { BaseAddress = new Uri(Origin) };

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }
    }

    public static string NewEmail() => $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}@example.com";

    private static async Task ReadyAsync(AuthReplica replica, CancellationToken cancellationToken)
    {
        // Starting a replica blocks its caller; replicas start together as processes do.
        using var client = await Task.Run(replica.CreateClient, cancellationToken);
        await Eventually.Async(
            async () =>
            {
                using var response = await client.GetAsync("/health", cancellationToken);
                return response.IsSuccessStatusCode;
            },
            cancellationToken);
    }
}
