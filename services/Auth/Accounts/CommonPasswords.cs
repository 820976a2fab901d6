using System.Collections.Frozen;

namespace Auth.Accounts;

/// <summary>Knows the passwords that are tried first: from a list that is part of this program, so that none is ever sent anywhere.</summary>
internal sealed class CommonPasswords
{
    private const string Resource = "common-passwords.txt";

    // How many digits and signs around a common word make no difference to those who guess: years, counters, exclamation marks.
    private const int MaxDecoration = 6;

    private readonly Lazy<FrozenSet<string>> _list = new(Read);

    public bool Contains(string password)
    {
        var lower = password.ToLowerInvariant();
        var core = lower.AsSpan().Trim("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~").ToString();
        return _list.Value.Contains(lower)
            || _list.Value.Contains(Plain(lower))
            || (lower.Length - core.Length <= MaxDecoration && (_list.Value.Contains(core) || _list.Value.Contains(Plain(core))));
    }

    /// <summary>With the signs and digits that people write for letters as letters.</summary>
    public static string Plain(string lower) => string.Concat(lower.Select(character => character switch
    {
        '0' => 'o',
        '1' => 'l',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        '!' => 'i',
        _ => character,
    }));

    private static FrozenSet<string> Read()
    {
        using var reader = new StreamReader(typeof(CommonPasswords).Assembly.GetManifestResourceStream(Resource)!);
        HashSet<string> passwords = new(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                passwords.Add(line);
            }
        }

        return passwords.ToFrozenSet(StringComparer.Ordinal);
    }
}
