using System.CommandLine;

namespace Aspirate.Commands;

/// <summary>Values of parameters that are not secret. A secret on a command line is a secret in everybody's process list.</summary>
internal sealed class ParameterOption : Option<string[]>
{
    public ParameterOption()
        : base("--parameter", "-pa")
    {
        Description = "The value of a parameter that is not secret, as name=value, or of anything else that a manifest leaves open, as name.path=value; may be repeated";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"'{token.Value}' is no parameter: write --parameter name=value.");
            }

            foreach (var name in result.Tokens.Select(token => token.Value.Split('=', 2)[0]).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            {
                result.AddError($"'{name.Key}' is given more than one value: write --parameter {name.Key}=value once.");
            }
        });
    }

    public IReadOnlyDictionary<string, string> Read(ParseResult arguments) => (arguments.GetValue(this) ?? [])
        .Select(parameter => parameter.Split('=', 2))
        .ToDictionary(parameter => parameter[0], parameter => parameter[1], StringComparer.OrdinalIgnoreCase);
}
