using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>The HorizontalPodAutoscaler of a workload that scales by itself.</summary>
internal static class AutoscalerBuilder
{
    public static V2HorizontalPodAutoscaler? Build(ObjectContext context)
    {
        if (context.Workload.Autoscaling is not { } scaling)
        {
            return null;
        }

        return new()
        {
            ApiVersion = "autoscaling/v2",
            Kind = "HorizontalPodAutoscaler",
            Metadata = new() { Name = context.Name, Labels = context.Labels },
            Spec = new()
            {
                ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = context.Workload.Kind.ToString(), Name = context.Name },
                MinReplicas = scaling.MinReplicas,
                MaxReplicas = scaling.MaxReplicas,
                Metrics = [.. Metric("cpu", scaling.CpuUtilization), .. Metric("memory", scaling.MemoryUtilization)],

                // Up when a minute shows the need, for a program that starts is busy compiling itself and not with requests;
                // down slowly, for a lull between two waves of requests must not cost the second one its pods.
                Behavior = new()
                {
                    ScaleUp = new() { StabilizationWindowSeconds = 60 },
                    ScaleDown = new() { StabilizationWindowSeconds = 300, Policies = [new() { Type = "Pods", Value = 1, PeriodSeconds = 60 }] },
                },
            },
        };
    }

    private static IEnumerable<V2MetricSpec> Metric(string name, int? utilization) => utilization is null
        ? []
        : [new() { Type = "Resource", Resource = new() { Name = name, Target = new() { Type = "Utilization", AverageUtilization = utilization } } }];
}
