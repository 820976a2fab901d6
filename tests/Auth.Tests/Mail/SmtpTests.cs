using System.Security.Cryptography.X509Certificates;
using Auth.Brand;
using Auth.Mail;
using Auth.Tests.Running;
using MailKit.Net.Smtp;
using Microsoft.Extensions.Options;

namespace Auth.Tests.Mail;

/// <summary>Mails reach a real server in the way that is configured, and in no other.</summary>
public sealed class SmtpTests
{
    private static readonly EmailMessage Message = new("ada@example.com", "Confirm your address – Østerhavn", "Open this:\nhttps://shop.example/auth/confirm?token=abc");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task A_mail_is_brought_encrypted_by_the_user_who_is_configured(SmtpSecurity security)
    {
        await using var server = MailServer.StartEncrypted(isImplicit: security == SmtpSecurity.Tls);

        await NewSender(server, security, MailServer.Password, trusted: server.Certificate).SendAsync(Message, Cancelled);

        var (taken, isEncrypted, user) = server.Taken.ShouldHaveSingleItem();
        (isEncrypted, user).ShouldBe((true, MailServer.User));
        taken.From.Mailboxes.Single().ShouldSatisfyAllConditions(from => from.Address.ShouldBe("shop@shop.example"), from => from.Name.ShouldBe("Havn"));
        taken.To.Mailboxes.Single().Address.ShouldBe(Message.To);
        taken.Subject.ShouldBe(Message.Subject);
        taken.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").Trim().ShouldBe(Message.Text);
    }

    [Fact]
    public async Task A_server_on_the_same_machine_may_be_spoken_to_in_clear_if_that_is_configured()
    {
        await using var server = MailServer.StartInClear();

        await NewSender(server, SmtpSecurity.None, password: null).SendAsync(Message, Cancelled);

        server.Taken.ShouldHaveSingleItem().IsEncrypted.ShouldBeFalse();
    }

    [Fact]
    public async Task Nothing_is_said_in_clear_to_a_server_that_does_not_offer_encryption()
    {
        await using var server = MailServer.StartInClear(requiresLogin: true);

        (await RefusalAsync(server, NewSender(server, SmtpSecurity.StartTls, MailServer.Password))).ShouldContain("STARTTLS");
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.Tls)]
    public async Task Nothing_is_said_to_a_server_whose_certificate_nobody_vouches_for(SmtpSecurity security)
    {
        await using var server = MailServer.StartEncrypted(isImplicit: security == SmtpSecurity.Tls);

        await RefusalAsync(server, NewSender(server, security, MailServer.Password));
    }

    [Fact]
    public async Task A_wrong_password_is_not_taken_and_not_repeated_to_anybody()
    {
        await using var server = MailServer.StartEncrypted();
        const string wrong = "last-year's-password";

        (await RefusalAsync(server, NewSender(server, SmtpSecurity.StartTls, wrong, trusted: server.Certificate))).ShouldNotContain(wrong);
    }

    [Fact]
    public async Task A_server_that_wants_a_login_is_not_content_without()
    {
        await using var server = MailServer.StartEncrypted();

        await RefusalAsync(server, NewSender(server, SmtpSecurity.StartTls, password: null, trusted: server.Certificate));
    }

    [Fact]
    public async Task An_address_that_the_server_does_not_know_is_an_email_failure()
    {
        await using var server = MailServer.StartInClear();

        await RefusalAsync(server, NewSender(server, SmtpSecurity.None, password: null), Message with { To = MailServer.Unknown });
    }

    [Fact]
    public async Task A_server_that_is_away_is_an_email_failure()
    {
        var server = MailServer.StartInClear();
        await server.DisposeAsync();

        await RefusalAsync(server, NewSender(server, SmtpSecurity.None, password: null));
    }

    private static async Task<string> RefusalAsync(MailServer server, SmtpEmailSender sender, EmailMessage? message = null)
    {
        var refusal = await Should.ThrowAsync<EmailException>(() => sender.SendAsync(message ?? Message, Cancelled));
        refusal.Message.ShouldContain($"localhost:{server.Port}");
        server.Taken.ShouldBeEmpty();
        return refusal.Message;
    }

    private static SmtpEmailSender NewSender(MailServer server, SmtpSecurity security, string? password, X509Certificate2? trusted = null) => new(
        Options.Create(new SmtpOptions { Host = "localhost", Port = server.Port, Security = security, Username = password is null ? null : MailServer.User, Password = password, From = "shop@shop.example" }),
        Options.Create(new BrandOptions { Name = "Havn" }),
        trusted is null ? null : () => new SmtpClient { ServerCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == trusted.GetCertHashString() });
}
