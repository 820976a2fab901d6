using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Makes names of volumes.</summary>
public static class VolumeNameGenerator
{
    /// <summary>Makes the name of a volume of a resource: the same in every run, and another one in another AppHost.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="suffix">What distinguishes the resource's volumes, such as <c>data</c>: ASCII letters, digits, <c>-</c>, <c>_</c>, <c>.</c>.</param>
    /// <returns>The name.</returns>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(suffix);

        if (!suffix.All(IsVolumeCharacter))
        {
            throw new ArgumentException($"The suffix '{suffix}' of the volume of '{builder.Resource.Name}' may contain ASCII letters, digits, '-', '_' and '.' only.", nameof(suffix));
        }

        var application = builder.ApplicationBuilder;
        var name = string.Concat(application.Environment.ApplicationName.ToLowerInvariant().Select(character => IsVolumeCharacter(character) ? character : '-'));

        // Published names must not depend on the machine; on this machine, the path keeps two clones apart.
        var distinction = application.ExecutionContext.IsPublishMode ? application.Environment.ApplicationName : application.AppHostDirectory;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(distinction)))[..10];
        return $"{name}-{hash}-{builder.Resource.Name}-{suffix}";

        static bool IsVolumeCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.';
    }
}
