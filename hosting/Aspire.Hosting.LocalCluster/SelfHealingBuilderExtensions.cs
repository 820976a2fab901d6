using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.LocalCluster;
using Aspire.Hosting.LocalCluster.SelfHealing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Has processes come back that ended although nobody stopped them.</summary>
public static class SelfHealingBuilderExtensions
{
    /// <summary>
    /// Starts projects, executables and containers again that ended by themselves: at once the first time, then after 1, 2, 4 … up to 30
    /// seconds, and at once again after a minute that went well. The replica's console says so, and its state during a pause. What a
    /// person stops stays stopped, also during a pause.
    /// </summary>
    /// <remarks>
    /// Where <see cref="WithRestartPolicy{T}"/> states nothing else, a resource with endpoints is <see cref="RestartPolicy.Always"/>
    /// started again, one without <see cref="RestartPolicy.OnFailure"/>, and one that is waited for to complete or started explicitly <see cref="RestartPolicy.Never"/>.
    /// </remarks>
    /// <param name="builder">The application.</param>
    /// <returns>The same builder.</returns>
    public static IDistributedApplicationBuilder WithSelfHealing(this IDistributedApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(new RestartBackoff());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SelfHealer>());
        return builder;
    }

    /// <summary>States what happens when a resource's process ends by itself. It takes effect with <see cref="WithSelfHealing"/>.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="policy">The policy.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithRestartPolicy<T>(this IResourceBuilder<T> builder, RestartPolicy policy)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.WithAnnotation(new RestartPolicyAnnotation(policy), ResourceAnnotationMutationBehavior.Replace);
    }
}
