namespace Aspirate.Cluster.Rollouts.Logs;

/// <summary>A container of the application.</summary>
/// <param name="Resource">The resource of the model that it belongs to.</param>
/// <param name="Pod">Its pod.</param>
/// <param name="Container">Its name.</param>
/// <param name="IsOnly">Whether it is the pod's only one.</param>
public sealed record LogOrigin(string Resource, string Pod, string Container, bool IsOnly)
{
    /// <summary>The pod's name, and the container's where that says more.</summary>
    public override string ToString() => IsOnly ? Pod : $"{Pod}/{Container}";
}
