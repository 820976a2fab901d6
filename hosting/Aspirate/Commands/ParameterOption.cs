using System.CommandLine;

namespace Aspirate.Commands;

/// <summary>Values of parameters that are not secret. A secret on a command line is a secret in everybody's process list.</summary>
internal sealed class ParameterOption : Option<string[]>
{
    public ParameterOption()
        : base("--parameter", "-pa")
    {
        Description = "The value of a parameter that is not secret, as name=value; may be repeated";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"'{token.Value}' is no parameter: write --parameter name=value.");
            }
        });
    }

    public IReadOnlyDictionary<string, string> Read(ParseResult arguments) => (arguments.GetValue(this) ?? [])
        .Select(parameter => parameter.Split('=', 2))
        .ToDictionary(parameter => parameter[0], parameter => parameter[1], StringComparer.OrdinalIgnoreCase);
}
