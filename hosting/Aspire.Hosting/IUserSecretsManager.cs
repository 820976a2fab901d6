using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>The AppHost's user secrets: a file in the user's home that holds what must not be in the repository.</summary>
public interface IUserSecretsManager
{
    /// <summary>Gets whether the AppHost has user secrets: its project has a <c>UserSecretsId</c>, and the user a home.</summary>
    bool IsAvailable { get; }

    /// <summary>Gets the absolute path of the file; empty when there is none.</summary>
    string FilePath { get; }

    /// <summary>Keeps a value.</summary>
    /// <param name="name">The configuration key, such as <c>Parameters:password</c>.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether it is kept.</returns>
    bool TrySetSecret(string name, string value);

    /// <summary>Forgets a value.</summary>
    /// <param name="name">The configuration key.</param>
    /// <returns>Whether there was one.</returns>
    bool TryDeleteSecret(string name);

    /// <summary>Makes sure that configuration has a value: one that is there stays, otherwise a new one is made and kept.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="name">The configuration key.</param>
    /// <param name="valueGenerator">Makes a value.</param>
    void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator);
}
