using System.Threading.Channels;

namespace Auth.Mail;

/// <summary>
/// Sends mails in the background: nobody waits for a mail server, and nobody learns from the time of an answer whether a mail was sent. What is not
/// sent when the service stops is lost; whoever misses a mail asks for another.
/// </summary>
internal sealed partial class Outbox(IServiceProvider services, TimeProvider time, ILogger<Outbox> logger) : BackgroundService
{
    private const int Capacity = 1_000;
    private const int Attempts = 3;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(5);

    private readonly IEmailSender? _sender = services.GetService<IEmailSender>();
    private readonly Channel<EmailMessage> _waiting = Channel.CreateBounded<EmailMessage>(Capacity);

    /// <summary>Whether there is somebody to hand mails to.</summary>
    public bool IsOpen => _sender is not null;

    public void Add(EmailMessage message)
    {
        if (IsOpen && !_waiting.Writer.TryWrite(message))
        {
            LogFull();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_sender is null)
        {
            return;
        }

        try
        {
            await foreach (var message in _waiting.Reader.ReadAllAsync(stoppingToken))
            {
                await SendAsync(_sender, message, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private async Task SendAsync(IEmailSender sender, EmailMessage message, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                await sender.SendAsync(message, cancellationToken);
                return;
            }
            catch (EmailException exception) when (attempt < Attempts)
            {
                LogFailed(exception.Message, BetweenAttempts.TotalSeconds);
                await Task.Delay(BetweenAttempts, time, cancellationToken);
            }
            catch (EmailException exception)
            {
                LogGivenUp(exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Reason} Trying again in {Seconds} s")]
    private partial void LogFailed(string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "A mail was not sent. {Reason}")]
    private partial void LogGivenUp(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A mail was not sent, because too many wait for the mail server")]
    private partial void LogFull();
}
