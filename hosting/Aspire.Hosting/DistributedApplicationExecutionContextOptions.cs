namespace Aspire.Hosting;

/// <summary>What a <see cref="DistributedApplicationExecutionContext"/> is made of.</summary>
public class DistributedApplicationExecutionContextOptions
{
    /// <summary>Makes options.</summary>
    /// <param name="operation">What is done.</param>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation) => Operation = operation;

    /// <summary>Makes options.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="publisherName">By which publisher.</param>
    public DistributedApplicationExecutionContextOptions(DistributedApplicationOperation operation, string publisherName)
        : this(operation) => PublisherName = publisherName;

    /// <summary>Gets what is done.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>Gets the publisher's name.</summary>
    public string? PublisherName { get; }

    /// <summary>Gets or sets the AppHost's services.</summary>
    public IServiceProvider? ServiceProvider { get; set; }
}
