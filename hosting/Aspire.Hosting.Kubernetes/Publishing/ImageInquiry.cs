using Aspirate.Cluster.Building;
using Aspirate.Cluster.Building.Inspection;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Output;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Adds to a description what the images say of themselves that are not known: what the tree has on record of them, or else what registries and engines answer.</summary>
internal static class ImageInquiry
{
    /// <summary>The variable, and the setting of an AppHost, that says who is asked where no option does.</summary>
    public const string Setting = "Kubernetes__InspectImages";

    /// <param name="application">The application.</param>
    /// <param name="mode">Who is asked.</param>
    /// <param name="folder">The folder of the tree as it was written before.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<ApplicationDescription> CompleteAsync(ApplicationDescription application, ImageInspectionMode mode, string folder, CancellationToken cancellationToken)
    {
        var unknown = application.Workloads
            .Where(workload => workload is { IsWritten: true, Identity.IsKnown: false, Image.IsBuilt: false })
            .Select(workload => workload.Image.ToString())
            .ToHashSet(StringComparer.Ordinal);
        if (unknown.Count == 0)
        {
            return application;
        }

        var recorded = (await ImageFactsRecord.ReadAsync(folder, cancellationToken)).Where(facts => unknown.Contains(facts.Name)).ToList();
        var asked = mode switch
        {
            ImageInspectionMode.Off => [],
            ImageInspectionMode.Refresh => unknown,
            _ => unknown.Except(recorded.Select(facts => facts.Name)).ToHashSet(StringComparer.Ordinal),
        };
        if (asked.Count == 0)
        {
            return application with { ImageFacts = recorded };
        }

        var answer = await ImageInspection.OfThisMachine().AskAsync(asked, asksSilent: mode is ImageInspectionMode.Refresh, cancellationToken);
        IReadOnlyList<ImageFacts> facts = [.. answer.Facts, .. recorded.Where(kept => answer.Facts.All(found => found.Name != kept.Name))];
        var silent = answer.Unanswered.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return application with
        {
            ImageFacts = [.. facts.OrderBy(image => image.Name, StringComparer.Ordinal)],
            ImageSilence = silent.Count == 0 ? null : string.Join("; ", silent),
        };
    }
}
