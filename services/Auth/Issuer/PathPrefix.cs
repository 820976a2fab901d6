namespace Auth.Issuer;

/// <summary>The part of the address space that belongs to this service; no Ingress needs to rewrite it.</summary>
internal static class PathPrefix
{
    public const string Value = "/auth";
}
