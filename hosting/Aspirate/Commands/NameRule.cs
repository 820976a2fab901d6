using System.CommandLine;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspirate.Commands;

/// <summary>Refuses a name where it is given that the cluster would refuse later.</summary>
internal static class NameRule
{
    public static void AddTo(Option<string?> option, string thing) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => !NameSyntax.IsLabel(token.Value)))
        {
            result.AddError($"'{token.Value}' is no name for {(thing[0] is 'a' ? "an" : "a")} {thing}: write {option.Name} with at most {NameSyntax.LabelLength} lower case letters, digits and hyphens, a letter or digit at both ends.");
        }
    });
}
