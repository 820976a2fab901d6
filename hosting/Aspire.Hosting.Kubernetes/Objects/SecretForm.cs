using Aspirate.Cluster.Secrets.Templates;
using k8s.Models;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>A Secret as whoever changes objects sees it: the object, with the texts of its <see cref="SecretTemplate"/> in place of values.</summary>
internal static class SecretForm
{
    private const string LocalConfig = "config.kubernetes.io/local-config";

    public static V1Secret Of(SecretTemplate template) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new() { Name = template.Metadata.Name, Labels = template.Metadata.Labels },
        Type = template.Type,
        StringData = new SortedDictionary<string, string>(template.Data, StringComparer.Ordinal),
    };

    /// <summary>The template of <paramref name="secret"/>, which may have been changed.</summary>
    /// <param name="secret">The Secret.</param>
    /// <param name="original">The template that it was made of; <see langword="null"/> for one of the model's own.</param>
    /// <param name="context">The workload that it belongs to.</param>
    /// <exception cref="DistributedApplicationException">It has values that are no text, or names a parameter that there is not.</exception>
    public static SecretTemplate Read(V1Secret secret, SecretTemplate? original, ObjectContext context)
    {
        var workload = context.Workload.Name;
        if (string.IsNullOrEmpty(secret.Metadata?.Name))
        {
            throw new DistributedApplicationException($"The Secret of '{workload}' has no name. Set its Metadata.Name where PublishAsKubernetesService changes it.");
        }

        if (secret.Data is { Count: > 0 })
        {
            throw new DistributedApplicationException($"The Secret '{secret.Metadata.Name}' of '{workload}' has values in its Data. Put them into StringData, as text in which {{name}} stands for the value of the parameter 'name'.");
        }

        var texts = new SortedDictionary<string, string>(secret.StringData ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        var parameters = texts.SelectMany(text => ParametersOf(secret.Metadata.Name, text.Key, text.Value, workload)).Distinct().Order(StringComparer.Ordinal);
        return new()
        {
            Metadata = new()
            {
                Name = secret.Metadata.Name,
                Labels = secret.Metadata.Labels,
                Annotations = new SortedDictionary<string, string>(secret.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal) { [LocalConfig] = "true" },
            },
            Type = secret.Type ?? "Opaque",
            Data = texts,
            Parameters = [.. parameters.Select(name => original?.Parameters.FirstOrDefault(parameter => parameter.Name == name) ?? Declared(context, secret.Metadata.Name, name))],
        };
    }

    private static IEnumerable<string> ParametersOf(string secret, string key, string text, string workload)
    {
        try
        {
            return SecretText.Parse(text).Parameters.Select(parameter => parameter.Name);
        }
        catch (FormatException exception)
        {
            throw new DistributedApplicationException($"The Secret '{secret}' of '{workload}', {key}: {exception.Message}.", exception);
        }
    }

    private static SecretParameter Declared(ObjectContext context, string secret, string name) =>
        context.Application.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { IsSecret: true } parameter
            ? WorkloadConfiguration.ParameterOf(parameter)
            : throw new DistributedApplicationException(
                $"The Secret '{secret}' of '{context.Workload.Name}' names the parameter '{name}', and the model has no secret parameter of that name. Add it with AddParameter, or double the braces if they stand for themselves.");
}
