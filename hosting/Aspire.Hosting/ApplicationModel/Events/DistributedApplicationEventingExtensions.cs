using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>Subscribes to what happens to the application and its resources.</summary>
public static class DistributedApplicationEventingExtensions
{
    /// <summary>Subscribes to <see cref="BeforeStartEvent"/>.</summary>
    /// <typeparam name="T">The kind of builder.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static T OnBeforeStart<T>(this T builder, Func<BeforeStartEvent, CancellationToken, Task> callback)
        where T : IDistributedApplicationBuilder => Subscribe(builder, callback);

    /// <summary>Subscribes to <see cref="BeforePublishEvent"/>.</summary>
    /// <typeparam name="T">The kind of builder.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static T OnBeforePublish<T>(this T builder, Func<BeforePublishEvent, CancellationToken, Task> callback)
        where T : IDistributedApplicationBuilder => Subscribe(builder, callback);

    /// <summary>Subscribes to <see cref="AfterPublishEvent"/>.</summary>
    /// <typeparam name="T">The kind of builder.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static T OnAfterPublish<T>(this T builder, Func<AfterPublishEvent, CancellationToken, Task> callback)
        where T : IDistributedApplicationBuilder => Subscribe(builder, callback);

    /// <summary>Subscribes to a resource's <see cref="BeforeResourceStartedEvent"/>.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> OnBeforeResourceStarted<T>(this IResourceBuilder<T> builder, Func<T, BeforeResourceStartedEvent, CancellationToken, Task> callback)
        where T : IResource => Subscribe(builder, callback);

    /// <summary>Subscribes to a resource's <see cref="ResourceReadyEvent"/>.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> OnResourceReady<T>(this IResourceBuilder<T> builder, Func<T, ResourceReadyEvent, CancellationToken, Task> callback)
        where T : IResource => Subscribe(builder, callback);

    /// <summary>Subscribes to a resource's <see cref="ResourceStoppedEvent"/>.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> OnResourceStopped<T>(this IResourceBuilder<T> builder, Func<T, ResourceStoppedEvent, CancellationToken, Task> callback)
        where T : IResource => Subscribe(builder, callback);

    /// <summary>Subscribes to a resource's <see cref="InitializeResourceEvent"/>.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> OnInitializeResource<T>(this IResourceBuilder<T> builder, Func<T, InitializeResourceEvent, CancellationToken, Task> callback)
        where T : IResource => Subscribe(builder, callback);

    /// <summary>Subscribes to a resource's <see cref="ConnectionStringAvailableEvent"/>.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> OnConnectionStringAvailable<T>(this IResourceBuilder<T> builder, Func<T, ConnectionStringAvailableEvent, CancellationToken, Task> callback)
        where T : IResourceWithConnectionString => Subscribe(builder, callback);

    /// <summary>Subscribes to a resource's <see cref="ResourceEndpointsAllocatedEvent"/>.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="callback">Is called when it happens.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> OnResourceEndpointsAllocated<T>(this IResourceBuilder<T> builder, Func<T, ResourceEndpointsAllocatedEvent, CancellationToken, Task> callback)
        where T : IResourceWithEndpoints => Subscribe(builder, callback);

    private static TBuilder Subscribe<TBuilder, TEvent>(TBuilder builder, Func<TEvent, CancellationToken, Task> callback)
        where TBuilder : IDistributedApplicationBuilder
        where TEvent : IDistributedApplicationEvent
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.Eventing.Subscribe(callback);
        return builder;
    }

    private static IResourceBuilder<TResource> Subscribe<TResource, TEvent>(IResourceBuilder<TResource> builder, Func<TResource, TEvent, CancellationToken, Task> callback)
        where TResource : IResource
        where TEvent : IDistributedApplicationResourceEvent
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(callback);

        builder.ApplicationBuilder.Eventing.Subscribe<TEvent>(builder.Resource, (@event, cancellationToken) => callback(builder.Resource, @event, cancellationToken));
        return builder;
    }
}
