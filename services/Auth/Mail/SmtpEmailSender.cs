using System.Net.Sockets;
using Auth.Brand;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Auth.Mail;

/// <summary>Sends mails by SMTP.</summary>
/// <param name="options">The server.</param>
/// <param name="brand">Whose mails they are.</param>
/// <param name="newClient">Makes a client that trusts others than the operating system does.</param>
internal sealed class SmtpEmailSender(IOptions<SmtpOptions> options, IOptions<BrandOptions> brand, Func<SmtpClient>? newClient = null) : IEmailSender
{
    private const int TimeoutMilliseconds = 15_000;

    public async Task SendAsync(EmailMessage message, CancellationToken cancellationToken)
    {
        var server = options.Value;
        using var mail = new MimeMessage
        {
            Subject = message.Subject,
            Body = new TextPart("plain") { Text = message.Text },
        };
        mail.From.Add(new MailboxAddress(brand.Value.Name, server.From));
        mail.To.Add(new MailboxAddress(name: null, message.To));

        try
        {
            using var client = newClient?.Invoke() ?? new SmtpClient();
            client.Timeout = TimeoutMilliseconds;
            await client.ConnectAsync(server.Host!, server.Port, SocketOptions(server.Security), cancellationToken);
            if (!string.IsNullOrEmpty(server.Username))
            {
                await client.AuthenticateAsync(server.Username, server.Password!, cancellationToken);
            }

            await client.SendAsync(mail, cancellationToken);
            await client.DisconnectAsync(quit: true, cancellationToken);
        }
        catch (Exception exception) when (exception is ProtocolException or CommandException or AuthenticationException or SslHandshakeException or IOException or SocketException or TimeoutException or NotSupportedException or ServiceNotAuthenticatedException)
        {
            throw new EmailException($"The mail server {server.Host}:{server.Port} did not take a message: {exception.Message}", exception);
        }
    }

    private static SecureSocketOptions SocketOptions(SmtpSecurity security) => security switch
    {
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}
