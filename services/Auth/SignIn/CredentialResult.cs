using Auth.Data;

namespace Auth.SignIn;

/// <summary>The answer to e-mail address and password. Why they were refused is not part of it: that would tell a stranger which accounts exist.</summary>
/// <param name="User">The account, when the credentials are right and it is not locked.</param>
/// <param name="RetryAfter">How long to wait, when there were too many failures.</param>
internal sealed record CredentialResult(User? User, TimeSpan? RetryAfter);
