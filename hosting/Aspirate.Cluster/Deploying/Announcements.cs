using Aspirate.Cluster.Applying.Planning;

namespace Aspirate.Cluster.Deploying;

/// <summary>What a person should know before an application is applied.</summary>
internal static class Announcements
{
    public static async Task WriteAsync(ApplyPlan plan, DeployableApplication application, TextWriter error)
    {
        foreach (var note in plan.Notes.Concat(application.SecretPlan.Notices))
        {
            await error.WriteLineAsync($"note: {note}");
        }

        foreach (var change in plan.Changes)
        {
            foreach (var warning in change.Warnings)
            {
                await error.WriteLineAsync($"warning: {change.Reference}: {warning}");
            }
        }
    }
}
