using Auth.Brand;
using Auth.Data;
using Auth.Issuer;
using Auth.Mail;
using Auth.Throttling;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Auth.Accounts;

/// <summary>The mails that accounts' owners get. Not many in a row, or they would be a way to pester somebody.</summary>
internal sealed class AccountMails(
    Outbox outbox, UserManager<User> users, Throttle throttle, IOptions<ThrottleOptions> limits, IOptions<IssuerOptions> issuer, IOptions<BrandOptions> brand, IOptions<AccountOptions> accounts)
{
    /// <summary>Whether mails are sent at all.</summary>
    public bool CanSend => outbox.IsOpen;

    /// <summary>To somebody who has registered, so that the account can be used.</summary>
    public async Task AskToConfirmAsync(User user, string? returnUrl, CancellationToken cancellationToken)
    {
        if (await MayBeSentAsync(user.Email!, cancellationToken))
        {
            Send(user.Email!, $"Confirm your e-mail address for {brand.Value.Name}", $"""
                Hello,

                somebody - probably you - has created an account at {brand.Value.Name} with this e-mail address. To use it, open this page and enter the password that was chosen:

                {Link("confirm", user, await users.GenerateEmailConfirmationTokenAsync(user), returnUrl)}

                The link works for {Hours} hours. If it was not you, you need not do anything: without the password nobody can confirm it.
                If it was you, but you do not know the password, choose a new one: {Page("forgot")}
                """);
        }
    }

    /// <summary>To somebody whose address was registered again.</summary>
    public async Task TellOfRegistrationAsync(User user, CancellationToken cancellationToken)
    {
        if (await MayBeSentAsync(user.Email!, cancellationToken))
        {
            Send(user.Email!, $"You have an account at {brand.Value.Name} already", $"""
                Hello,

                somebody - probably you - has tried to create an account at {brand.Value.Name} with this e-mail address, which has one already. Nothing has changed.

                Log in: {Page("login")}
                If you have forgotten your password: {Page("forgot")}
                """);
        }
    }

    /// <summary>To somebody who has forgotten the password.</summary>
    /// <param name="email">The normalized address that was entered; counted whether there is such an account or not.</param>
    /// <param name="user">Its account, if any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task OfferResetAsync(string email, User? user, CancellationToken cancellationToken)
    {
        if (await MayBeSentAsync(email, cancellationToken) && user is not null)
        {
            Send(user.Email!, $"Choose a new password for {brand.Value.Name}", $"""
                Hello,

                somebody - probably you - has asked for a new password for your account at {brand.Value.Name}. Choose one here:

                {Link("reset", user, await users.GeneratePasswordResetTokenAsync(user), returnUrl: null)}

                The link works once, for {Hours} hours. If it was not you, you need not do anything: your password stays as it is.
                """);
        }
    }

    /// <summary>To somebody whose password was changed, so that a change by somebody else is noticed.</summary>
    public void TellOfNewPassword(User user) => Send(user.Email!, $"Your password for {brand.Value.Name} has been changed", $"""
        Hello,

        the password of your account at {brand.Value.Name} has been changed, and everyone else who was logged in to it has been logged out. If it was not you, choose a new one at once:

        {Page("forgot")}
        """);

    private double Hours => Math.Round(accounts.Value.LinkLifetime.TotalHours, 1);

    private async Task<bool> MayBeSentAsync(string email, CancellationToken cancellationToken) =>
        CanSend && await throttle.EnterAsync([ThrottleSubject.For("mails-to-address", limits.Value.Mails, email)], cancellationToken) is null;

    private void Send(string to, string subject, string text) => outbox.Add(new EmailMessage(to, subject, text));

    private string Page(string name) => $"{issuer.Value.Address}/{name}";

    private string Link(string page, User user, string token, string? returnUrl)
    {
        var query = QueryString.Create([KeyValuePair.Create("user", (string?)user.Id), KeyValuePair.Create("token", (string?)token)]);
        return Page(page) + (returnUrl is null ? query : query.Add("returnUrl", returnUrl));
    }
}
