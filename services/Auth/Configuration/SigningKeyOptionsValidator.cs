using Auth.Signing;
using Microsoft.Extensions.Options;

namespace Auth.Configuration;

internal sealed class SigningKeyOptionsValidator : IValidateOptions<SigningKeyOptions>
{
    public ValidateOptionsResult Validate(string? name, SigningKeyOptions options)
    {
        var hasText = !string.IsNullOrWhiteSpace(options.SigningKey);
        if (!hasText && string.IsNullOrWhiteSpace(options.SigningKeysDirectory))
        {
            return ValidateOptionsResult.Fail(
                "No signing key: set Auth:SigningKey to a P-256 private key in PEM form (openssl ecparam -name prime256v1 -genkey -noout) or Auth:SigningKeysDirectory to a directory with *.pem files.");
        }

        if (hasText)
        {
            try
            {
                _ = SigningKey.ReadAll(options.SigningKey!, "Auth:SigningKey");
            }
            catch (SigningKeyException exception)
            {
                return ValidateOptionsResult.Fail(exception.Message);
            }
        }

        return ValidateOptionsResult.Success;
    }
}
