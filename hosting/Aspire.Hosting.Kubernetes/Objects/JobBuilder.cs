using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>A Job for a resource that runs to completion.</summary>
internal static class JobBuilder
{
    public static V1Job Build(ObjectContext context) => new()
    {
        ApiVersion = "batch/v1",
        Kind = "Job",
        Metadata = new() { Name = context.Name, Labels = context.Labels },
        Spec = new()
        {
            BackoffLimit = 3,

            // A finished Job is kept for a day, to be looked at. The next one has another name, so it must go some day.
            TtlSecondsAfterFinished = 86_400,
            Template = PodBuilder.Build(context),
        },
    };
}
