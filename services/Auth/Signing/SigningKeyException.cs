namespace Auth.Signing;

/// <summary>A key that cannot be used; the message says which one and why, and never shows it.</summary>
public sealed class SigningKeyException(string message, Exception? inner = null) : Exception(message, inner);
