using Aspire.Hosting.Kubernetes.Objects;

namespace Aspirate.Secrets;

/// <summary>Says, in words, where the value of a parameter comes from when nobody gives one.</summary>
internal static class SecretOrigin
{
    public static string Describe(SecretParameter parameter) => parameter switch
    {
        { Generate: { } rule } => $"generated, at least {rule.MinLength} characters",
        { MadeBy: { } maker } => $"made by the {maker}",
        _ => ToBeGiven(parameter.Key ?? $"Parameters:{parameter.Name}"),
    };

    private static string ToBeGiven(string key) =>
        $"to be given: dotnet user-secrets set {key} VALUE, or the variable {key.Replace(":", "__", StringComparison.Ordinal).Replace('-', '_')}";
}
