namespace Aspire.Hosting;

/// <summary>What is done with the model in this run of the AppHost.</summary>
public class DistributedApplicationExecutionContext
{
    private readonly DistributedApplicationExecutionContextOptions _options;

    /// <summary>Makes a context.</summary>
    /// <param name="operation">What is done.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(new DistributedApplicationExecutionContextOptions(operation))
    {
    }

    /// <summary>Makes a context.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="publisherName">By which publisher.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
        : this(new DistributedApplicationExecutionContextOptions(operation, publisherName))
    {
    }

    /// <summary>Makes a context.</summary>
    /// <param name="options">What is done, and how.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);

        _options = options;
        PublisherName = options.PublisherName ?? "manifest";
    }

    /// <summary>Gets what is done.</summary>
    public DistributedApplicationOperation Operation => _options.Operation;

    /// <summary>Gets or sets the publisher's name.</summary>
    public string PublisherName { get; set; }

    /// <summary>Gets whether the application is run.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>Gets whether the application is published.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>Gets the AppHost's services.</summary>
    /// <exception cref="InvalidOperationException">The application is not built yet.</exception>
    public IServiceProvider ServiceProvider => _options.ServiceProvider
        ?? throw new InvalidOperationException("The AppHost's services are there once the application is built. Use them in a callback.");
}
