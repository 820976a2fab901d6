using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Secrets;

/// <summary>
/// Gives parameters of a running application new values, without anybody being turned away meanwhile: first those get the new
/// value that accept the previous one too, then a program that reads it only once is told, then all others get it. How far it
/// has come is kept in the cluster before each step, and each step can be repeated.
/// </summary>
/// <param name="connection">The cluster.</param>
/// <param name="namespace">The application's namespace.</param>
/// <param name="values">Where new values come from.</param>
/// <param name="time">Tells since when a parameter has its value.</param>
/// <param name="observer">Is told what is done, and waits for pods.</param>
public sealed class SecretRotation(ClusterConnection connection, string @namespace, IParameterValues values, TimeProvider time, IRotationObserver observer)
{
    private readonly ParameterStore _store = new(connection.Client, @namespace);
    private readonly SecretReaders _readers = new(connection, @namespace);

    /// <summary>Gives <paramref name="names"/> new values: from the AppHost's configuration, if it has been given one since, or else made by the parameter's rule.</summary>
    /// <param name="tree">The templates of the tree that the application was deployed from.</param>
    /// <param name="names">The parameters.</param>
    /// <param name="cancellationToken">Ends it; repeated, it goes on where it was.</param>
    /// <exception cref="ClusterException">A name is unknown, no new value can be made, or the cluster refuses something.</exception>
    public async Task<RotationOutcome> RotateAsync(IReadOnlyList<SecretTemplate> tree, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(names);

        var before = await _store.ReadAsync(cancellationToken);
        var parameters = Choose(tree, names, before);
        var templates = Concerned(tree, names, before);
        var stored = await IntroduceAsync(tree, parameters, before, cancellationToken);

        // An interrupted rotation may have told the program already, which then has no way back.
        var isTold = names.Any(name => before[name]!.Stage is not null && IsToldToProgram(tree, name));

        // An interrupted one may have left pods on their way.
        var isResumed = names.Any(name => before[name]!.Stage is not null);
        if (names.Any(name => stored[name]!.Stage is RotationStage.Introduced))
        {
            if (!await RollAsync(templates, stored, isResumed, cancellationToken))
            {
                return isTold ? RotationOutcome.Unfinished : await GoBackAsync(templates, names, before, cancellationToken);
            }

            isTold |= await TellAsync(tree, names, stored, cancellationToken);
            stored = await SetStageAsync(names, RotationStage.Switched, cancellationToken);
        }

        if (!await RollAsync(templates, stored, isResumed, cancellationToken))
        {
            return isTold ? RotationOutcome.Unfinished : await GoBackAsync(templates, names, before, cancellationToken);
        }

        await SetStageAsync(names, null, cancellationToken);
        return RotationOutcome.Done;
    }

    /// <summary>Ends the time in which the values before the last rotation of <paramref name="names"/> are accepted.</summary>
    /// <param name="tree">The templates of the tree that the application was deployed from.</param>
    /// <param name="names">The parameters.</param>
    /// <param name="cancellationToken">Ends it; repeated, it goes on where it was.</param>
    /// <exception cref="ClusterException">A name is unknown or its rotation is not finished, or the cluster refuses something.</exception>
    public async Task<RotationOutcome> RetireAsync(IReadOnlyList<SecretTemplate> tree, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(names);

        var before = await _store.ReadAsync(cancellationToken);
        Choose(tree, names, before);
        if (names.FirstOrDefault(name => before[name]!.Stage is not null) is { } unfinished)
        {
            throw new ClusterException($"The rotation of {unfinished} is not finished, so its previous value is still needed. Finish it with: aspirate secrets rotate {unfinished}");
        }

        var stored = await _store.ChangeAsync(
            current => names.Where(name => current[name]?.Previous is not null).Aggregate(current, (changed, name) => changed.With(name, changed[name]! with { Previous = null })),
            cancellationToken);
        return await RollAsync(Concerned(tree, names, stored), stored, followsAll: true, cancellationToken) ? RotationOutcome.Done : RotationOutcome.Unfinished;
    }

    /// <summary>
    /// Whether somebody of <paramref name="tree"/> goes on accepting the previous value of a parameter after a rotation. A program
    /// that is told the new one accepts no other.
    /// </summary>
    /// <param name="tree">The templates.</param>
    /// <param name="name">The parameter.</param>
    public static bool KeepsAccepting(IReadOnlyList<SecretTemplate> tree, string name)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return IsPreviousAccepted(tree, name) && !IsToldToProgram(tree, name);
    }

    private static bool IsPreviousAccepted(IReadOnlyList<SecretTemplate> tree, string name) =>
        tree.Any(template => TextsOf(template).Any(text => text.Parameters.Any(parameter => parameter.IsPrevious && parameter.Name == name)));

    private List<SecretParameter> Choose(IReadOnlyList<SecretTemplate> tree, IReadOnlyCollection<string> names, StoredParameters stored)
    {
        var known = SecretDeployment.ParametersOf(tree).ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!known.ContainsKey(name))
            {
                throw new ClusterException($"The tree has no secret parameter '{name}'. There {(known.Count == 0 ? "is none" : $"are {string.Join(", ", known.Keys)}")}.");
            }

            if (stored[name] is null)
            {
                throw new ClusterException($"The namespace '{@namespace}' has no value for {name} yet. Deploy the application first, with: aspirate apply --namespace {@namespace}");
            }
        }

        return [.. names.Select(name => known[name])];
    }

    // A template that names a parameter which the cluster does not have was never applied.
    private static List<SecretTemplate> Concerned(IReadOnlyList<SecretTemplate> tree, IReadOnlyCollection<string> names, StoredParameters stored)
    {
        var templates = tree.Where(template => TextsOf(template).Any(text => text.Parameters.Any(parameter => names.Contains(parameter.Name)))).ToList();
        var missing = templates.SelectMany(template => template.Parameters).FirstOrDefault(parameter => stored[parameter.Name] is null);
        return missing is null
            ? templates
            : throw new ClusterException($"The cluster has no value for {missing.Name}, which the tree names: the tree is newer than what is deployed. Deploy it first, with: aspirate apply");
    }

    private async Task<StoredParameters> IntroduceAsync(IReadOnlyList<SecretTemplate> tree, List<SecretParameter> parameters, StoredParameters before, CancellationToken cancellationToken)
    {
        var started = parameters.Where(parameter => before[parameter.Name]!.Stage is null).ToList();
        foreach (var resumed in parameters.Except(started))
        {
            observer.Say($"Finishing the interrupted rotation of {resumed.Name}");
        }

        var fresh = await NewValuesAsync(started, before, cancellationToken);
        return await _store.ChangeAsync(
            current =>
            {
                foreach (var parameter in parameters)
                {
                    var existing = current[parameter.Name]!;
                    var given = values.Find(parameter);
                    var digest = given is null ? existing.Configured : current.Digest(given);
                    if (existing.Stage is not null)
                    {
                        // Whoever has given another value since did so because the one that was introduced does not do. A program
                        // may know that one already.
                        current = given is not null && !IsToldToProgram(tree, parameter.Name) && SecretDeployment.IsNews(given, existing, current)
                            ? current.With(parameter.Name, existing with { Value = given, Since = time.GetUtcNow(), Configured = digest })
                            : current;
                        continue;
                    }

                    current = current.With(parameter.Name, new StoredParameter(fresh[parameter.Name], time.GetUtcNow())
                    {
                        Previous = existing.Value,
                        Stage = NeedsIntroduction(tree, parameter.Name) ? RotationStage.Introduced : RotationStage.Switched,
                        Configured = digest,
                    });
                }

                return current;
            },
            cancellationToken);
    }

    private async Task<Dictionary<string, string>> NewValuesAsync(List<SecretParameter> parameters, StoredParameters stored, CancellationToken cancellationToken)
    {
        var fresh = new Dictionary<string, string>(StringComparer.Ordinal);
        var toMake = new List<SecretParameter>();
        foreach (var parameter in parameters)
        {
            if (values.Find(parameter) is { } given && SecretDeployment.IsNews(given, stored[parameter.Name]!, stored))
            {
                fresh[parameter.Name] = given;
                observer.Say($"{parameter.Name}: the new value is the one of the AppHost's configuration");
            }
            else if (parameter.Generate is { } rule)
            {
                fresh[parameter.Name] = ParameterGenerator.Generate(rule);
                observer.Say($"{parameter.Name}: a new value is generated");
            }
            else
            {
                toMake.Add(parameter);
            }
        }

        if (toMake.FirstOrDefault(parameter => parameter.MadeBy is null) is { } ungiven)
        {
            throw new ClusterException($"{ungiven.Name} cannot be generated, and the AppHost's configuration has no new value for it. Give one: {SecretOrigin.Remedy(ungiven)}");
        }

        if (toMake.Count > 0)
        {
            foreach (var (name, value) in await values.MakeAsync([.. toMake.Select(parameter => parameter.Name)], cancellationToken))
            {
                fresh[name] = value;
                observer.Say($"{name}: the AppHost has made a new value");
            }
        }

        return parameters.FirstOrDefault(parameter => !fresh.ContainsKey(parameter.Name)) is { } missing
            ? throw new ClusterException($"The AppHost made no value for {missing.Name}. Give one: {SecretOrigin.Remedy(missing)}")
            : fresh;
    }

    // Only where some accept both values and others do not, or a program has to be told, does the order matter.
    private static bool NeedsIntroduction(IReadOnlyList<SecretTemplate> tree, string name) =>
        IsToldToProgram(tree, name)
        || (IsPreviousAccepted(tree, name) && tree.Any(template => TextsOf(template).Any(text => text.Parameters.Any(parameter => parameter.Name == name)) && !IsPreviousAccepted([template], name)));

    private static bool IsToldToProgram(IReadOnlyList<SecretTemplate> tree, string name) =>
        tree.Any(template => template.Parameters.Any(parameter => parameter.Name == name && parameter.Change is not null));

    private async Task<bool> RollAsync(List<SecretTemplate> templates, StoredParameters stored, bool followsAll, CancellationToken cancellationToken)
    {
        var rendered = SecretRenderer.Render(templates, stored);
        await _readers.ApplyAsync(rendered.Secrets, cancellationToken);
        var (readers, foreign) = await _readers.RollAsync(rendered.Checksums, cancellationToken);
        foreach (var workload in foreign)
        {
            observer.Say($"{workload.Kind} {workload.Name} reads a changed Secret, but aspirate has not applied it: restart it yourself");
        }

        return await observer.FollowAsync([.. readers.Where(reader => followsAll || reader.IsChanged)], cancellationToken);
    }

    private async Task<bool> TellAsync(IReadOnlyList<SecretTemplate> tree, IReadOnlyCollection<string> names, StoredParameters stored, CancellationToken cancellationToken)
    {
        var isTold = false;
        foreach (var template in tree)
        {
            foreach (var parameter in template.Parameters.Where(parameter => names.Contains(parameter.Name) && stored[parameter.Name]!.Stage is RotationStage.Introduced))
            {
                if (parameter.Change is { } change)
                {
                    observer.Say($"{parameter.Name}: telling the running {change.Container}");
                    await new RunningProgram(connection.Client, @namespace).TellAsync(template, parameter.Name, change, stored[parameter.Name]!, cancellationToken);
                    isTold = true;
                }
            }
        }

        return isTold;
    }

    private Task<StoredParameters> SetStageAsync(IReadOnlyCollection<string> names, RotationStage? stage, CancellationToken cancellationToken) => _store.ChangeAsync(
        current => names.Where(name => current[name] is { Stage: not null }).Aggregate(current, (changed, name) => changed.With(name, changed[name]! with { Stage = stage })),
        cancellationToken);

    private async Task<RotationOutcome> GoBackAsync(List<SecretTemplate> templates, IReadOnlyCollection<string> names, StoredParameters before, CancellationToken cancellationToken)
    {
        // What an earlier, interrupted run has begun was not healthy then either: its previous value is the last one that was.
        var stored = await _store.ChangeAsync(
            current => names.Aggregate(current, (changed, name) => changed.With(name, before[name]!.Stage is null
                ? before[name]! with { Configured = changed[name]!.Configured }
                : changed[name]! with { Value = changed[name]!.Previous ?? changed[name]!.Value, Previous = null, Stage = null })),
            cancellationToken);
        observer.Say("Going back to the values before");
        return await RollAsync(templates, stored, followsAll: true, cancellationToken) ? RotationOutcome.RolledBack : RotationOutcome.Unfinished;
    }

    private static IEnumerable<SecretText> TextsOf(SecretTemplate template) => template.Data.Values.Select(SecretText.Parse);
}
