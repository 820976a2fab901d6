using System.Security.Cryptography;
using Aspirate.Cluster.Secrets.Templates;

namespace Aspirate.Cluster.Secrets;

/// <summary>Generates a value by the rule of a parameter, from the characters that the AppHost's own generator uses.</summary>
internal static class ParameterGenerator
{
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericCharacters = "0123456789";

    // None of them has a meaning in URIs, connection strings or shells beyond what quoting handles.
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <exception cref="SecretTemplateException">The rule allows no characters, or demands some that it does not allow.</exception>
    public static string Generate(SecretGeneration rule)
    {
        (string Characters, bool Allowed, int Least)[] kinds =
        [
            (LowerCharacters, rule.Lower ?? true, rule.MinLower ?? 0),
            (UpperCharacters, rule.Upper ?? true, rule.MinUpper ?? 0),
            (NumericCharacters, rule.Numeric ?? true, rule.MinNumeric ?? 0),
            (SpecialCharacters, rule.Special ?? true, rule.MinSpecial ?? 0),
        ];
        var alphabet = string.Concat(kinds.Where(kind => kind.Allowed).Select(kind => kind.Characters));
        if (alphabet.Length == 0 || rule.MinLength <= 0 || kinds.Any(kind => kind is { Allowed: false, Least: > 0 }))
        {
            throw new SecretTemplateException("A generated parameter needs a positive length and at least one kind of character, and can only demand characters of a kind that it allows.");
        }

        var demanded = kinds.SelectMany(kind => RandomNumberGenerator.GetItems<char>(kind.Characters, kind.Least)).ToArray();
        char[] characters = [.. demanded, .. RandomNumberGenerator.GetItems<char>(alphabet, Math.Max(0, rule.MinLength - demanded.Length))];
        RandomNumberGenerator.Shuffle(characters.AsSpan());
        return new string(characters);
    }
}
