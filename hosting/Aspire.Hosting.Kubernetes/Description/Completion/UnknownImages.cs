namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>Says for which images the namespace has to allow more than the strictest Pod Security level, and why.</summary>
internal static class UnknownImages
{
    private const string NotKnown = "since it is not known whether these images can do without root";

    public static ApplicationDescription Apply(ApplicationDescription application)
    {
        var reasons = application.Workloads
            .Where(workload => workload.IsWritten && !workload.Identity.IsKnown)
            .GroupBy(workload => ReasonOf(application, workload), workload => $"{workload.Name} ({workload.Image.Repository})")
            .Select(reason => $"{reason.Key}: {string.Join(", ", reason)}{(reason.Key == NotKnown && application.ImageSilence is { } silence ? $" ({silence}; --inspect-images Refresh asks again)" : "")}")
            .ToList();
        return reasons.Count == 0
            ? application
            : application with { Remarks = [.. application.Remarks, $"The namespace's Pod Security level is '{application.PodSecurity}', {string.Join("; ", reasons)}."] };
    }

    private static string ReasonOf(ApplicationDescription application, WorkloadDescription workload) => application.FactsOf(workload) switch
    {
        null => NotKnown,
        var facts when InspectedImages.IsRoot(facts) => "since these images run as root",
        var facts when InspectedImages.UserOf(facts) is not null => "since these images listen on a port that is root's",
        _ => "since these images run as a user that only they know the number of",
    };
}
