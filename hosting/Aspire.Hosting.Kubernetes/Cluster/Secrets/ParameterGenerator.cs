using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;

namespace Aspire.Hosting.Kubernetes.Cluster.Secrets;

/// <summary>Generates a value by the rule of a parameter, as the local runner does.</summary>
internal static class ParameterGenerator
{
    public static string Generate(SecretGeneration rule) => new GenerateParameterDefault
    {
        MinLength = rule.MinLength,
        Lower = rule.Lower ?? true,
        Upper = rule.Upper ?? true,
        Numeric = rule.Numeric ?? true,
        Special = rule.Special ?? true,
        MinLower = rule.MinLower ?? 0,
        MinUpper = rule.MinUpper ?? 0,
        MinNumeric = rule.MinNumeric ?? 0,
        MinSpecial = rule.MinSpecial ?? 0,
    }.GetDefaultValue();
}
