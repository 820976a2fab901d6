using Aspire.Dashboard.Pages.Dialogs;
using Aspire.Dashboard.Resources;
using Microsoft.FluentUI.AspNetCore.Components;

namespace Aspire.Dashboard.Pages.Resources;

/// <summary>Executes a command as a person means it: asks first what has to be asked, and tells what came of it.</summary>
public sealed class ResourceCommands(IResourceClient client, IDialogService dialogs, INotificationService notifications)
{
    private const int ToastMilliseconds = 6000;

    /// <summary>Executes the command on each of the replicas, or once if it concerns them all.</summary>
    public async Task ExecuteAsync(IReadOnlyList<ResourceSnapshot> replicas, ResourceCommand command, CancellationToken cancellationToken)
    {
        if (command.ConfirmationMessage is { Length: > 0 } question)
        {
            var answer = await dialogs.ShowConfirmationAsync(question, command.DisplayName, command.DisplayName, "Cancel");
            if (answer.Cancelled)
            {
                return;
            }
        }

        IReadOnlyDictionary<string, string>? arguments = null;
        if (!command.Arguments.IsEmpty)
        {
            arguments = await AskAsync(command);
            if (arguments is null)
            {
                return;
            }
        }

        foreach (var replica in command.CoversReplicas ? replicas.Take(1) : replicas)
        {
            var result = await client.ExecuteCommandAsync(replica, command.Name, arguments, cancellationToken);
            await TellAsync(replica, command, result);
        }
    }

    private async Task<IReadOnlyDictionary<string, string>?> AskAsync(ResourceCommand command)
    {
        var form = new InputForm(command.Arguments);
        var result = await dialogs.ShowDialogAsync<InputsDialog>(options =>
        {
            options.Header.Title = command.DisplayName;
            options.Parameters.Add(nameof(InputsDialog.Form), form);
            options.Parameters.Add(nameof(InputsDialog.Message), command.Description);
            options.Footer.PrimaryAction.Label = command.DisplayName;
            options.Footer.SecondaryAction.Label = "Cancel";
        });
        return result.Cancelled ? null : form.Values;
    }

    private async Task TellAsync(ResourceSnapshot replica, ResourceCommand command, CommandResult result)
    {
        var title = $"{command.DisplayName} {(command.CoversReplicas ? replica.DisplayName : replica.Name)}";
        switch (result.Outcome)
        {
            case CommandOutcome.Succeeded:
                _ = notifications.ShowSuccessToastAsync(title, result.Message ?? "Done.", ToastMilliseconds);
                break;
            case CommandOutcome.Cancelled:
                break;
            default:
                _ = notifications.ShowErrorToastAsync(title, result.Message ?? "The AppHost gave no reason. Its console may tell.", ToastMilliseconds * 2);
                break;
        }

        if (result is { ShowAtOnce: true, Output: { Length: > 0 } output })
        {
            await dialogs.ShowDialogAsync<TextDialog>(options =>
            {
                options.Header.Title = title;
                options.Width = "min(760px, 94vw)";
                options.Parameters.Add(nameof(TextDialog.Text), output);
                options.Parameters.Add(nameof(TextDialog.IsMarkdown), result.Format == CommandResultFormat.Markdown);
                options.Footer.PrimaryAction.Label = "Close";
                options.Footer.SecondaryAction.Visible = false;
            });
        }
    }
}
