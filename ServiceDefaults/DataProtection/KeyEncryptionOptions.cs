using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// What data-protection keys are encrypted with where they are stored (configuration section <c>DataProtection</c>): so that a copy of the database opens
/// nothing. Each value is 32 random bytes in base64 (<c>openssl rand -base64 32</c>), given itself or as a file.
/// </summary>
public sealed class KeyEncryptionOptions
{
    /// <summary>The configuration section that is bound to this class.</summary>
    public const string SectionName = "DataProtection";

    /// <summary>A deployment's secret. Required outside Development, itself or as <see cref="KeyFile"/>.</summary>
    public string? Key { get; set; }

    /// <summary>A file with <see cref="Key"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The secret before the last change: what was encrypted with it is read, and encrypted with both while both are given.</summary>
    public string? PreviousKey { get; set; }

    /// <summary>A file with <see cref="PreviousKey"/>; it need not exist.</summary>
    public string? PreviousKeyFile { get; set; }
}

internal sealed class KeyEncryptionOptionsValidator(IHostEnvironment environment) : IValidateOptions<KeyEncryptionOptions>
{
    public ValidateOptionsResult Validate(string? name, KeyEncryptionOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.KeyFile) && !File.Exists(options.KeyFile))
        {
            return ValidateOptionsResult.Fail($"DataProtection:KeyFile names '{options.KeyFile}', where there is no file. Correct DataProtection__KeyFile, or set DataProtection__Key instead.");
        }

        if (string.IsNullOrWhiteSpace(options.Key) && !environment.IsDevelopment())
        {
            return ValidateOptionsResult.Fail(
                "DataProtection:Key is missing. Set DataProtection__Key (or DataProtection__KeyFile to a file with it) to 32 random bytes in base64, from: openssl rand -base64 32");
        }

        var failures = new[] { (Name: "DataProtection:Key", Value: options.Key), (Name: "DataProtection:PreviousKey", Value: options.PreviousKey) }
            .Where(secret => !string.IsNullOrWhiteSpace(secret.Value) && !ServiceDefaults.DataProtection.KeyEncryption.IsSecret(secret.Value))
            .Select(secret => $"{secret.Name} must be 32 bytes in base64. Make one by: openssl rand -base64 32")
            .ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
