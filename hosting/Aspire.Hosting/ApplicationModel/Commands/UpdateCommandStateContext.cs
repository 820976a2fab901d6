namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a command's state is decided from.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>Gets the resource's state.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>Gets the AppHost's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }
}
