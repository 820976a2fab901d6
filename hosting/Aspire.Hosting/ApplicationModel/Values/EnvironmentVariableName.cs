namespace Aspire.Hosting.ApplicationModel;

/// <summary>Makes names of resources and endpoints usable in names of environment variables (POSIX.1-2017, 8.1).</summary>
internal static class EnvironmentVariableName
{
    internal static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}
