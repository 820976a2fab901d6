using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Secrets;

/// <summary>What a deployment does about one parameter. It holds no value.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Action">What is done.</param>
public sealed record PlannedParameter(SecretParameter Parameter, ParameterAction Action)
{
    /// <summary>The parameter's name.</summary>
    public string Name => Parameter.Name;

    /// <summary>Since when the cluster has its value; <see langword="null"/> when it has none, or does not say.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether the AppHost's configuration has been given another value than the cluster has. The cluster's stays until it is rotated.</summary>
    public bool HasNewerConfiguration { get; init; }

    /// <summary>How far an unfinished rotation has come; <see langword="null"/> when there is none.</summary>
    public RotationStage? Rotation { get; init; }

    /// <summary>Whether the value before the last rotation is still accepted somewhere.</summary>
    public bool HasPrevious { get; init; }
}
