using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Aspirate.Cluster.Rollouts.Status;

namespace Aspirate.Status;

/// <summary>A status as JSON.</summary>
internal static class StatusJson
{
    private static readonly StatusJsonContext OnOneLine = new(Options(indented: false));
    private static readonly StatusJsonContext OnManyLines = new(Options(indented: true));

    public static string Document(ApplicationStatus status) => JsonSerializer.Serialize(status, OnManyLines.ApplicationStatus);

    public static string Line(ApplicationStatus status) => JsonSerializer.Serialize(status, OnOneLine.ApplicationStatus);

    // It goes to a terminal or a program, not into a page.
    private static JsonSerializerOptions Options(bool indented) => new(JsonSerializerDefaults.Web)
    {
        WriteIndented = indented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
