using Aspire.Hosting.Kubernetes.Objects;

namespace Aspirate.Secrets;

/// <summary>Says, in words, where the value of a parameter comes from when nobody gives one.</summary>
internal static class SecretOrigin
{
    public static string Describe(SecretParameter parameter) => parameter switch
    {
        { Value: not null } => "fixed in the model",
        { Generate: { } rule } => $"generated, at least {rule.MinLength} characters",
        { MadeBy: { } maker } => $"made by the {maker}",
        _ => $"to be given: dotnet user-secrets set Parameters:{parameter.Name} VALUE, or the variable Parameters__{parameter.Name.Replace('-', '_')}",
    };
}
