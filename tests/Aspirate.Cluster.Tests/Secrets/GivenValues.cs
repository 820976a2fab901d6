using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Tests.Secrets;

/// <summary>An AppHost whose configuration has these values.</summary>
internal sealed class GivenValues : Dictionary<string, string>, IParameterValues
{
    public string? Find(SecretParameter parameter) => this.GetValueOrDefault(SecretOrigin.ConfigurationKey(parameter));

    public Task<IReadOnlyDictionary<string, string>> MakeAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(names.ToDictionary(name => name, name => $"made {name} {Guid.NewGuid():N}"));
}
