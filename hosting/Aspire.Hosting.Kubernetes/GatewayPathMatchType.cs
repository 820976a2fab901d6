namespace Aspire.Hosting.Kubernetes;

/// <summary>How the path of a Gateway's route is compared with a request's.</summary>
public enum GatewayPathMatchType
{
    /// <summary>Part by part between slashes: <c>/a</c> takes <c>/a/b</c>, not <c>/ab</c>.</summary>
    PathPrefix,

    /// <summary>The whole path.</summary>
    Exact,

    /// <summary>By a regular expression, in the controller's dialect.</summary>
    RegularExpression,
}
