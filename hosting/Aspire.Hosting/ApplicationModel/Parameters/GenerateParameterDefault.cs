using System.Security.Cryptography;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A password, generated from a cryptographic random source.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericCharacters = "0123456789";

    // None of them has a meaning in URIs, connection strings or shells beyond what quoting handles.
    private const string SpecialCharacters = "-_.{}~()*+!";

    /// <summary>Gets or sets the length, at least; 22 by default, which has 128 bits.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Gets or sets whether there are lower-case letters; yes by default.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Gets or sets whether there are upper-case letters; yes by default.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Gets or sets whether there are digits; yes by default.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Gets or sets whether there are other characters (<c>-_.{}~()*+!</c>); yes by default.</summary>
    public bool Special { get; set; } = true;

    /// <summary>Gets or sets how many lower-case letters there are, at least.</summary>
    public int MinLower { get; set; }

    /// <summary>Gets or sets how many upper-case letters there are, at least.</summary>
    public int MinUpper { get; set; }

    /// <summary>Gets or sets how many digits there are, at least.</summary>
    public int MinNumeric { get; set; }

    /// <summary>Gets or sets how many other characters there are, at least.</summary>
    public int MinSpecial { get; set; }

    /// <inheritdoc/>
    public override string GetDefaultValue()
    {
        var alphabet = (Lower ? LowerCharacters : "") + (Upper ? UpperCharacters : "") + (Numeric ? NumericCharacters : "") + (Special ? SpecialCharacters : "");
        var required = MinLower + MinUpper + MinNumeric + MinSpecial;
        if (alphabet.Length == 0 || (!Lower && MinLower > 0) || (!Upper && MinUpper > 0) || (!Numeric && MinNumeric > 0) || (!Special && MinSpecial > 0) || MinLength <= 0)
        {
            throw new DistributedApplicationException("A generated parameter needs a positive length and at least one kind of character, and can only demand characters of a kind that it allows.");
        }

        var characters = new char[Math.Max(MinLength, required)];
        var filled = 0;
        Fill(LowerCharacters, MinLower);
        Fill(UpperCharacters, MinUpper);
        Fill(NumericCharacters, MinNumeric);
        Fill(SpecialCharacters, MinSpecial);
        Fill(alphabet, characters.Length - filled);
        RandomNumberGenerator.Shuffle(characters.AsSpan());
        return new string(characters);

        void Fill(string choices, int count)
        {
            RandomNumberGenerator.GetItems<char>(choices, characters.AsSpan(filled, count));
            filled += count;
        }
    }

    /// <inheritdoc/>
    public override void WriteToManifest(ManifestPublishingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);

        var writer = context.Writer;
        writer.WriteStartObject("generate");
        writer.WriteNumber("minLength", MinLength);
        WriteUnlessTrue("lower", Lower);
        WriteUnlessTrue("upper", Upper);
        WriteUnlessTrue("numeric", Numeric);
        WriteUnlessTrue("special", Special);
        WriteUnlessZero("minLower", MinLower);
        WriteUnlessZero("minUpper", MinUpper);
        WriteUnlessZero("minNumeric", MinNumeric);
        WriteUnlessZero("minSpecial", MinSpecial);
        writer.WriteEndObject();

        void WriteUnlessTrue(string name, bool value)
        {
            if (!value)
            {
                writer.WriteBoolean(name, value);
            }
        }

        void WriteUnlessZero(string name, int value)
        {
            if (value != 0)
            {
                writer.WriteNumber(name, value);
            }
        }
    }
}
