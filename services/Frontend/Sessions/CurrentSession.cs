namespace Frontend.Sessions;

/// <summary>The session that the request's cookie has opened; a feature of the request.</summary>
internal sealed record CurrentSession(SessionKey Key, byte[] SealedTokens, int TokensVersion);
