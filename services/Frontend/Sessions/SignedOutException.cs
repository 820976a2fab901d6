namespace Frontend.Sessions;

/// <summary>The customer's session has come to its end while a request was being answered.</summary>
internal sealed class SignedOutException() : Exception("The session has ended.");
