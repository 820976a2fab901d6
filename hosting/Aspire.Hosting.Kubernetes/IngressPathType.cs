namespace Aspire.Hosting.Kubernetes;

/// <summary>How the path of an Ingress rule is compared with a request's.</summary>
public enum IngressPathType
{
    /// <summary>Part by part between slashes: <c>/a</c> takes <c>/a/b</c>, not <c>/ab</c>.</summary>
    Prefix,

    /// <summary>The whole path.</summary>
    Exact,

    /// <summary>As the Ingress class says.</summary>
    ImplementationSpecific,
}
