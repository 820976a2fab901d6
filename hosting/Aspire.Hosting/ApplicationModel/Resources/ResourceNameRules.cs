namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of resources become host names, container names, Kubernetes names and parts of environment variables, so they have to be valid in all of them.</summary>
internal static class ResourceNameRules
{
    private const int MaxLength = 64;

    internal static void Validate(string name, string type)
    {
        if (Violation(name) is { } violation)
        {
            var suggestion = Suggest(name);
            throw new DistributedApplicationException(
                $"'{name}' is not a valid name of a {type}: it {violation}. Names begin with a letter and consist of at most {MaxLength} ASCII letters, digits and single hyphens (RFC 1123)."
                + (suggestion.Length == 0 ? "" : $" For example: '{suggestion}'."));
        }
    }

    private static string? Violation(string name) => name switch
    {
        "" => "is empty",
        { Length: > MaxLength } => $"is {name.Length} characters long",
        _ when !char.IsAsciiLetter(name[0]) => "does not begin with a letter",
        _ when name.FirstOrDefault(character => !char.IsAsciiLetterOrDigit(character) && character != '-') is not '\0' and var bad => $"contains '{bad}'",
        _ when name.Contains("--", StringComparison.Ordinal) => "contains two hyphens in a row",
        [.., '-'] => "ends with a hyphen",
        _ => null,
    };

    private static string Suggest(string name)
    {
        var words = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'))
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        var joined = string.Join('-', words).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-');
        return (joined.Length > MaxLength ? joined[..MaxLength] : joined).TrimEnd('-');
    }
}
