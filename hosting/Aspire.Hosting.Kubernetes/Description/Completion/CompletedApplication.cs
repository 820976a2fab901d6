namespace Aspire.Hosting.Kubernetes.Description.Completion;

/// <summary>
/// Decides what a description leaves open, wherever it comes from: an AppHost and a manifest of the same application get the
/// same answers. A description that is complete stays as it is.
/// </summary>
public static class CompletedApplication
{
    /// <summary>Completes <paramref name="application"/>.</summary>
    /// <param name="application">The description, as it was read.</param>
    public static ApplicationDescription Of(ApplicationDescription application)
    {
        ArgumentNullException.ThrowIfNull(application);

        application = application with { Remarks = [.. application.Remarks.Concat(application.Workloads.Where(workload => workload.IsWritten).SelectMany(workload => workload.Remarks)).Distinct()] };
        application = InspectedImages.Apply(application);
        application = TlsTermination.Apply(application);
        application = PortAssignment.Apply(application);
        application = ClusterNames.Apply(application);
        application = SharedVolumes.Apply(application);
        application = OutsideAccess.Apply(application);
        application = UnknownImages.Apply(application);
        application = UnkeptData.Apply(application);
        return DaprNeeds.Apply(application);
    }
}
