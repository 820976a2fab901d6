namespace Ordering.Authentication;

/// <summary>The issuer's keys have not been fetched yet.</summary>
internal sealed class IssuerUnavailableException() : Exception("The issuer's keys are not known yet.");
