namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>Says of which images nobody knows as whom they run, so that the namespace does not keep them from it.</summary>
internal static class UnknownImages
{
    public static ApplicationDescription Apply(ApplicationDescription application)
    {
        var unknown = application.Workloads.Where(workload => workload.IsWritten && !workload.Identity.IsKnown).Select(workload => $"{workload.Name} ({workload.Image.Repository})").ToList();
        return unknown.Count == 0
            ? application
            : application with { Remarks = [.. application.Remarks, $"The namespace's Pod Security level is '{application.PodSecurity}', since it is not known whether these images can do without root: {string.Join(", ", unknown)}."] };
    }
}
