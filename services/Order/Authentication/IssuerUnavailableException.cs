namespace Ordering.Authentication;

/// <summary>The issuer's keys have never been fetched, and cannot be now.</summary>
internal sealed class IssuerUnavailableException(Exception inner) : Exception("The issuer's keys are not known yet.", inner);
