using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Secrets;

/// <summary>Where values come from that the cluster does not have.</summary>
public interface IParameterValues
{
    /// <summary>The value that somebody has given; <see langword="null"/> when nobody has.</summary>
    /// <param name="parameter">The parameter.</param>
    string? Find(SecretParameter parameter);

    /// <summary>Has the AppHost make values by rules that only it knows.</summary>
    /// <param name="names">The parameters.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The values by name; a parameter that the AppHost has no rule for is left out.</returns>
    Task<IReadOnlyDictionary<string, string>> MakeAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken);
}
