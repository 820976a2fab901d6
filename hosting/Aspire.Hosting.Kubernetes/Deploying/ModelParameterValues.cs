using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Kubernetes.Deploying;

/// <summary>The values that this AppHost has: those of its configuration, or made by the rules of its parameters.</summary>
internal sealed class ModelParameterValues(DistributedApplicationModel model, IConfiguration configuration) : IParameterValues
{
    public string? Find(SecretParameter parameter) => SecretOrigin.Find(parameter, key => configuration[key]);

    public Task<IReadOnlyDictionary<string, string>> MakeAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, string>>(model.Resources.OfType<ParameterResource>()
            .Where(parameter => parameter.Default is not null && names.Contains(parameter.Name))
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Default!.GetDefaultValue(), StringComparer.Ordinal));
}
