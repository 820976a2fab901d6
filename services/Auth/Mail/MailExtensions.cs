using Auth.Brand;

namespace Auth.Mail;

/// <summary>Mails go to the SMTP server that is configured; without one, in Development, into the log; otherwise nowhere.</summary>
internal static class MailExtensions
{
    public static void AddMail(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddValidatedOptions<BrandOptions>(BrandOptions.Section);
        services.AddValidatedOptions<SmtpOptions, SmtpOptionsValidator>(SmtpOptions.Section);

        if (!string.IsNullOrEmpty(builder.Configuration[$"{SmtpOptions.Section}:{nameof(SmtpOptions.Host)}"]))
        {
            services.AddSingleton<IEmailSender, SmtpEmailSender>();
        }
        else if (builder.Environment.IsDevelopment())
        {
            services.AddSingleton<IEmailSender, LoggingEmailSender>();
        }

        services.AddSingleton<Outbox>();
        services.AddHostedService(provider => provider.GetRequiredService<Outbox>());
    }
}
