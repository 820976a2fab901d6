using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Builds the model of an application.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Gets the AppHost's configuration.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>Gets the absolute path of the AppHost's directory; relative paths in the model begin there.</summary>
    string AppHostDirectory { get; }

    /// <summary>Gets the AppHost's assembly.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>Gets the AppHost's environment, such as Development.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Gets the AppHost's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Gets what tells others what happens to the application.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>Gets what is done with the model in this run of the AppHost.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>Gets what is done when the application is published, deployed or destroyed.</summary>
    IDistributedApplicationPipeline Pipeline { get; }

    /// <summary>Gets the resources so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Gets the AppHost's user secrets.</summary>
    IUserSecretsManager UserSecretsManager { get; }

    /// <summary>Adds a resource.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="resource">
    /// The resource. Its name begins with a letter, consists of at most 64 ASCII letters, digits and hyphens, and neither
    /// ends with a hyphen nor has two of them in a row, so that it can be part of a host name (RFC 1123) everywhere.
    /// </param>
    /// <returns>A builder that states facts about it.</returns>
    /// <exception cref="DistributedApplicationException">The name is not valid, or taken.</exception>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Makes a builder of a resource without adding the resource.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <returns>A builder that states facts about it.</returns>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    /// <summary>Finishes the model.</summary>
    /// <returns>The application.</returns>
    DistributedApplication Build();
}
