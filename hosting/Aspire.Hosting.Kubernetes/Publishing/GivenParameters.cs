using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Sees to it that every value that was given by hand is one that the model takes.</summary>
internal static class GivenParameters
{
    /// <param name="model">The model.</param>
    /// <param name="names">The parameters that were given.</param>
    /// <param name="configuration">Where their values are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DistributedApplicationException">There is no such parameter, it is secret, or the model itself says its value.</exception>
    public static async Task CheckAsync(DistributedApplicationModel model, IReadOnlyList<string> names, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var parameters = model.Resources.OfType<ParameterResource>().ToList();
        foreach (var name in names)
        {
            var parameter = parameters.FirstOrDefault(candidate => string.Equals(candidate.Name, name, StringComparison.OrdinalIgnoreCase));
            if (parameter is null)
            {
                var open = parameters.Where(candidate => !candidate.Secret).Select(candidate => candidate.Name).Order(StringComparer.Ordinal).ToList();
                throw new DistributedApplicationException($"-pa {name}: the AppHost has no parameter of that name; {(open.Count == 0 ? "nothing has to be given" : $"what can be given is {string.Join(", ", open)}")}.");
            }

            if (parameter.Secret)
            {
                throw new DistributedApplicationException($"-pa {name}: the parameter is secret, and neither a command line nor a tree is a place for it. Give it where the application is brought up: {SecretOrigin.Remedy(new SecretParameter { Name = parameter.Name })}");
            }

            if (await parameter.GetValueAsync(cancellationToken) is var value && value != configuration[$"Parameters:{name}"])
            {
                throw new DistributedApplicationException($"-pa {name}: the AppHost itself says that it is '{value}', whatever is given. Change it there, or have the AppHost add the parameter without a value.");
            }
        }
    }
}
