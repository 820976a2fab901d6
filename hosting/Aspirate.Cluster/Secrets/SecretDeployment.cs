using Aspirate.Cluster.Secrets.Templates;
using k8s;

namespace Aspirate.Cluster.Secrets;

/// <summary>
/// Brings the parameters of a tree into a namespace and makes its Secrets of them. A value that the cluster has is never
/// overwritten; one that it does not have is taken from the AppHost's configuration, or generated, or made by the AppHost.
/// </summary>
/// <param name="client">The cluster.</param>
/// <param name="namespace">The application's namespace.</param>
/// <param name="values">Where values come from that the cluster does not have.</param>
/// <param name="time">Tells since when a parameter has its value.</param>
public sealed class SecretDeployment(IKubernetes client, string @namespace, IParameterValues values, TimeProvider time)
{
    private readonly ParameterStore _store = new(client, @namespace);

    /// <summary>What a deployment of <paramref name="templates"/> would do. It reads only; the namespace need not exist.</summary>
    /// <param name="templates">The templates of the tree.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClusterException">A parameter has no value and nobody can make one; the message names all such.</exception>
    public async Task<SecretPlan> PlanAsync(IReadOnlyList<SecretTemplate> templates, CancellationToken cancellationToken) =>
        EnsureComplete(await SurveyAsync(templates, cancellationToken));

    /// <summary>How it stands with the parameters of <paramref name="templates"/>, those too that somebody has to give yet. It reads only.</summary>
    /// <param name="templates">The templates of the tree.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SecretPlan> SurveyAsync(IReadOnlyList<SecretTemplate> templates, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(templates);
        var needed = ParametersOf(templates);
        return needed.Count == 0 ? new SecretPlan(templates, []) : Plan(templates, needed, await _store.ReadAsync(cancellationToken));
    }

    /// <summary>The value of a parameter in the cluster, for who asks for this very one.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="isPrevious">Whether it is the value before the last rotation.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns><see langword="null"/> when the cluster has none.</returns>
    public async Task<string?> ReadValueAsync(string name, bool isPrevious, CancellationToken cancellationToken)
    {
        var parameter = (await _store.ReadAsync(cancellationToken))[name];
        return isPrevious ? parameter?.Previous : parameter?.Value;
    }

    /// <summary>Writes the values that the cluster lacks and gives the Secrets, which are not written. The namespace has to exist.</summary>
    /// <param name="plan">What is to be done. Values that somebody else has written since are taken as they are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ClusterException">A parameter has no value, or the values cannot be written.</exception>
    public async Task<RenderedSecrets> PrepareAsync(SecretPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var needed = ParametersOf(plan.Templates);
        if (needed.Count == 0)
        {
            return SecretRenderer.Render(plan.Templates, StoredParameters.Empty());
        }

        var made = await MakeAsync(plan, cancellationToken);
        var stored = await _store.ChangeAsync(current => Fill(current, EnsureComplete(Plan(plan.Templates, needed, current)), made), cancellationToken);
        return SecretRenderer.Render(plan.Templates, stored);
    }

    /// <summary>
    /// The Secrets as <see cref="PrepareAsync"/> would give them, for a dry run: nothing is written, and what would be generated or
    /// made has a value that is thrown away.
    /// </summary>
    /// <param name="plan">What would be done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RenderedSecrets> PreviewAsync(SecretPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var standIns = plan.New.Where(parameter => parameter.Action is ParameterAction.Make).ToDictionary(parameter => parameter.Name, parameter => $"made by the {parameter.Parameter.MadeBy}");
        var current = plan.Parameters.Count == 0 ? StoredParameters.Empty() : await _store.ReadAsync(cancellationToken);
        return SecretRenderer.Render(plan.Templates, Fill(current, EnsureComplete(Plan(plan.Templates, ParametersOf(plan.Templates), current)), standIns));
    }

    private SecretPlan Plan(IReadOnlyList<SecretTemplate> templates, IReadOnlyList<SecretParameter> needed, StoredParameters stored) =>
        new(templates, [.. needed.Select(parameter => Plan(parameter, stored))]);

    private static SecretPlan EnsureComplete(SecretPlan plan)
    {
        SecretParameter[] missing = [.. plan.Parameters.Where(parameter => parameter.Action is ParameterAction.Await).Select(parameter => parameter.Parameter)];
        return missing.Length == 0 ? plan : throw new ClusterException(MissingValues(missing));
    }

    private PlannedParameter Plan(SecretParameter parameter, StoredParameters stored)
    {
        var given = values.Find(parameter);
        return (stored[parameter.Name], parameter) switch
        {
            ({ } existing, _) => new(parameter, ParameterAction.Keep)
            {
                Since = existing.Since,
                Rotation = existing.Stage,
                HasPrevious = existing.Previous is not null,
                HasNewerConfiguration = given is not null && IsNews(given, existing, stored),
            },
            _ when given is not null => new(parameter, ParameterAction.Take),
            (_, { Generate: not null }) => new(parameter, ParameterAction.Generate),
            (_, { MadeBy: not null }) => new(parameter, ParameterAction.Make),
            _ => new(parameter, ParameterAction.Await),
        };
    }

    /// <summary>Whether a configured value is neither in force nor one that was in force or passed over before.</summary>
    internal static bool IsNews(string given, StoredParameter existing, StoredParameters stored) =>
        given != existing.Value && given != existing.Previous && stored.Digest(given) != existing.Configured;

    private StoredParameters Fill(StoredParameters stored, SecretPlan plan, IReadOnlyDictionary<string, string> made)
    {
        foreach (var parameter in plan.New)
        {
            var given = values.Find(parameter.Parameter);
            var value = parameter.Action switch
            {
                ParameterAction.Take => given!,
                ParameterAction.Generate => ParameterGenerator.Generate(parameter.Parameter.Generate!),
                _ => made.GetValueOrDefault(parameter.Name)
                    ?? throw new ClusterException($"The AppHost made no value for {parameter.Name}. Give one: {SecretOrigin.Remedy(parameter.Parameter)}"),
            };
            stored = stored.With(parameter.Name, new StoredParameter(value, time.GetUtcNow()) { Configured = given is null ? null : stored.Digest(given) });
        }

        return stored;
    }

    private async Task<IReadOnlyDictionary<string, string>> MakeAsync(SecretPlan plan, CancellationToken cancellationToken)
    {
        string[] names = [.. plan.New.Where(parameter => parameter.Action is ParameterAction.Make).Select(parameter => parameter.Name)];
        return names.Length == 0 ? new Dictionary<string, string>() : await values.MakeAsync(names, cancellationToken);
    }

    /// <summary>Every parameter once.</summary>
    internal static IReadOnlyList<SecretParameter> ParametersOf(IReadOnlyList<SecretTemplate> templates) =>
    [
        .. templates.SelectMany(template => template.Parameters)
            .GroupBy(parameter => parameter.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.First()),
    ];

    private static string MissingValues(SecretParameter[] missing)
    {
        var subject = missing.Length == 1 ? "One parameter has" : $"{missing.Length} parameters have";
        var lines = missing.Select(parameter => $"  {parameter.Name}: {SecretOrigin.Remedy(parameter)}");
        return $"{subject} no value, neither in the cluster nor in the AppHost's configuration. Give it in one of these ways:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}";
    }
}
