using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Secrets;

/// <summary>What a deployment does about the parameters of a tree, and which Secrets are made of them. It holds no value, so it can be shown.</summary>
/// <param name="Templates">The templates of the Secrets.</param>
/// <param name="Parameters">What is done about each parameter, in the order of their names.</param>
public sealed record SecretPlan(IReadOnlyList<SecretTemplate> Templates, IReadOnlyList<PlannedParameter> Parameters)
{
    /// <summary>The parameters that the cluster does not have yet.</summary>
    public IEnumerable<PlannedParameter> New => Parameters.Where(parameter => parameter.Action is not ParameterAction.Keep);

    /// <summary>What whoever deploys should know, a sentence for each.</summary>
    public IEnumerable<string> Notices => Parameters.Select(Notice).OfType<string>();

    private static string? Notice(PlannedParameter parameter) => parameter switch
    {
        { Rotation: not null } => $"The rotation of {parameter.Name} was interrupted. Finish it with: aspirate secrets rotate {parameter.Name}",
        { HasNewerConfiguration: true } => $"The AppHost's configuration has another value for {parameter.Name} than the cluster, whose value stays. To take it over: aspirate secrets rotate {parameter.Name}",
        _ => null,
    };
}
