using Aspirate.Cluster.Secrets.Templates;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>A value of the model once it is known where everything listens.</summary>
/// <param name="Text">The value; or, when it is secret, the text of a <see cref="SecretTemplate"/>'s key.</param>
/// <param name="SecretParameters">The parameters that <paramref name="Text"/> names; empty when nothing in it is secret.</param>
internal sealed record ResolvedText(string Text, IReadOnlyList<string> SecretParameters)
{
    public bool IsSecret => SecretParameters.Count > 0;
}
