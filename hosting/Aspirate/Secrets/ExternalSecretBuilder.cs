using Aspire.Hosting.Kubernetes.Objects;

namespace Aspirate.Secrets;

/// <summary>Makes of a SecretTemplate the ExternalSecret that gives the same Secret, with the values from a store.</summary>
internal static class ExternalSecretBuilder
{
    public static ExternalSecret Build(SecretTemplate template, string store) => new()
    {
        Metadata = new() { Name = template.Metadata.Name, Labels = template.Metadata.Labels },
        Spec = new()
        {
            SecretStoreRef = new(store),
            Target = new(
                template.Metadata.Name,
                new(template.Type, template.Data.ToDictionary(entry => entry.Key, entry => SecretText.Render(entry.Value, Literal, Value)))),
            Data = [.. template.Parameters.Select(parameter => new ExternalSecretData(Variable(parameter.Name), new(parameter.Name)))],
        },
    };

    // Go's templates read {{ as their own; a string constant in braces is the text itself.
    private static string Literal(string text) => text.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal);

    private static string Value(string parameter, bool isUri) => $"{{{{ .{Variable(parameter)}{(isUri ? " | urlquery" : "")} }}}}";

    // A Go template's field is an identifier.
    private static string Variable(string parameter) => parameter.Replace('-', '_').Replace('.', '_');
}
