namespace Frontend.Sessions;

/// <summary>The auth service doesn't answer, or not as its contract says. Trying again later may help.</summary>
internal sealed class IssuerUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
