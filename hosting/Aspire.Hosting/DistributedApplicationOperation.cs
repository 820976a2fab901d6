namespace Aspire.Hosting;

/// <summary>What is done with the model.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>The application is run on this machine.</summary>
    Run,

    /// <summary>The application is written to files, or deployed.</summary>
    Publish,
}
