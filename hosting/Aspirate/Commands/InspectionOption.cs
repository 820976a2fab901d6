using System.CommandLine;
using Aspirate.Cluster;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Publishing;

namespace Aspirate.Commands;

/// <summary>Who is asked what images say of themselves.</summary>
internal sealed class InspectionOption : Option<ImageInspectionMode?>
{
    public InspectionOption()
        : base("--inspect-images") =>
        Description = $"Ask registries and this machine's container engine what the images say of themselves that are not known: those that the tree has no record of (Auto, unless the variable {ImageInquiry.Setting} says otherwise), all again (Refresh), or none (Off)";

    /// <summary>The choice; without one, that of the environment.</summary>
    /// <exception cref="UserErrorException">The variable has another value.</exception>
    public ImageInspectionMode Read(ParseResult arguments) => arguments.GetValue(this)
        ?? Environment.GetEnvironmentVariable(ImageInquiry.Setting) switch
        {
            null or "" => ImageInspectionMode.Auto,
            var text when Enum.TryParse<ImageInspectionMode>(text, ignoreCase: true, out var mode) => mode,
            var text => throw new UserErrorException($"'{text}' is no value for the variable {ImageInquiry.Setting}. There are: {string.Join(", ", Enum.GetNames<ImageInspectionMode>())}."),
        };

    /// <summary>The choice as a setting of an AppHost that publishes by itself.</summary>
    public static string Setting(ImageInspectionMode mode) => $"--Kubernetes:InspectImages={mode}";
}
