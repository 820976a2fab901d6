using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Auth.Tests.Running;

/// <summary>What a mail server has taken, and how it was brought.</summary>
public sealed record TakenMail(MimeMessage Message, bool IsEncrypted, string? User);

/// <summary>An SMTP server that knows one user and takes mails for everybody but <see cref="Unknown"/>.</summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string User = "shop";
    public const string Password = "the-mail-server's-password";
    public const string Unknown = "nobody@example.com";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<TakenMail> _taken = [];
    private readonly Task _running;

    private MailServer(X509Certificate2? certificate, bool isImplicit, bool requiresLogin)
    {
        Certificate = certificate;
        Port = FreePort();
        var options = new SmtpServerOptionsBuilder().ServerName("mail.example").Endpoint(endpoint =>
        {
            endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port)).IsSecure(isImplicit).AuthenticationRequired(requiresLogin).AllowUnsecureAuthentication(certificate is null);
            if (certificate is not null)
            {
                endpoint.Certificate(certificate);
            }
        }).Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)new Store(_taken));
        services.Add((IUserAuthenticator)new Users());
        services.Add((IMailboxFilter)new Recipients());
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stop.Token);
    }

    public int Port { get; }

    public X509Certificate2? Certificate { get; }

    public IReadOnlyList<TakenMail> Taken
    {
        get
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }
    }

    /// <summary>A server with a certificate that nobody vouches for.</summary>
    /// <param name="isImplicit">Whether it is encrypted from the beginning; otherwise by STARTTLS.</param>
    public static MailServer StartEncrypted(bool isImplicit = false) => new(NewCertificate(), isImplicit, requiresLogin: true);

    public static MailServer StartInClear(bool requiresLogin = false) => new(null, isImplicit: false, requiresLogin);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Certificate?.Dispose();
        _stop.Dispose();
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Store(List<TakenMail> taken) : MessageStore
    {
        public override Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var stream = new MemoryStream(buffer.ToArray());
            var message = MimeMessage.Load(stream, cancellationToken);
            lock (taken)
            {
                taken.Add(new TakenMail(message, context.Pipe.IsSecure, context.Authentication?.User));
            }

            return Task.FromResult(SmtpResponse.Ok);
        }
    }

    private sealed class Users : IUserAuthenticator
    {
        public Task<bool> AuthenticateAsync(ISessionContext context, string user, string password, CancellationToken cancellationToken) => Task.FromResult(user == User && password == Password);
    }

    private sealed class Recipients : MailboxFilter
    {
        public override Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) => Task.FromResult(to.AsAddress() != Unknown);
    }
}
