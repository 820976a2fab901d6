using System.Text.Json;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>Reads a parameter: the value of a plain one; of a secret one only how a missing value is made.</summary>
internal static class ParameterDescriber
{
    public static async Task<ParameterDescription> DescribeAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        var generation = parameter.Default is { } @default ? GenerationOf(@default) : null;
        return new ParameterDescription
        {
            Name = parameter.Name,
            ConfigurationKey = parameter.IsConnectionString ? $"ConnectionStrings:{parameter.Name}" : $"Parameters:{parameter.Name}",
            IsSecret = parameter.Secret,
            Value = parameter.Secret ? null : await ValueOfAsync(parameter, cancellationToken),
            IsGiven = parameter is { Secret: false, Default: null },
            Generation = generation,
            IsMadeByAppHost = parameter is { Secret: true, Default: not null } && generation is null,
        };
    }

    // A missing value is no reason to stop here: whatever uses it says so.
    private static async Task<string?> ValueOfAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            return await parameter.GetValueAsync(cancellationToken);
        }
        catch (MissingParameterValueException)
        {
            return null;
        }
    }

    // A default may be wrapped in another one; what it writes into the manifest tells its rule all the same.
    private static SecretGeneration? GenerationOf(ParameterDefault @default)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            @default.WriteToManifest(new ManifestPublishingContext(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish), "", writer));
            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.ToArray());
        if (!document.RootElement.TryGetProperty("generate", out var generate))
        {
            return null;
        }

        return new SecretGeneration
        {
            MinLength = Number("minLength") ?? 22,
            Lower = Flag("lower"),
            Upper = Flag("upper"),
            Numeric = Flag("numeric"),
            Special = Flag("special"),
            MinLower = Number("minLower"),
            MinUpper = Number("minUpper"),
            MinNumeric = Number("minNumeric"),
            MinSpecial = Number("minSpecial"),
        };

        int? Number(string name) => generate.TryGetProperty(name, out var value) ? value.GetInt32() : null;

        bool? Flag(string name) => generate.TryGetProperty(name, out var value) ? value.GetBoolean() : null;
    }
}
