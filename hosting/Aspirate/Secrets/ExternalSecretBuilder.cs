using Aspirate.Cluster.Secrets.Templates;

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
                new(template.Type, Texts(template).ToDictionary(entry => entry.Key, entry => entry.Value.Render(Literal, Value)))),
            Data = [.. template.Parameters.Select(parameter => new ExternalSecretData(Variable(parameter.Name), new(parameter.Name)))],
        },
    };

    // Which value was the one before is known to who rotates: here, the store.
    private static IEnumerable<KeyValuePair<string, SecretText>> Texts(SecretTemplate template) =>
        template.Data.Select(entry => KeyValuePair.Create(entry.Key, SecretText.Parse(entry.Value))).Where(entry => !entry.Value.NeedsPrevious);

    // Go's templates read {{ as their own; a string constant in braces is the text itself.
    private static string Literal(string text) => text.Replace("{{", "{{ \"{{\" }}", StringComparison.Ordinal);

    private static string Value(SecretTextPart.Parameter parameter) => $"{{{{ .{Variable(parameter.Name)}{(parameter.IsUriEncoded ? " | urlquery" : "")} }}}}";

    // A Go template's field is an identifier.
    private static string Variable(string parameter) => parameter.Replace('-', '_').Replace('.', '_');
}
