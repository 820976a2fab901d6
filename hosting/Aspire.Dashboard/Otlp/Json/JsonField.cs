using System.Text.Json;
using Google.Protobuf.Reflection;

namespace Aspire.Dashboard.Otlp.Json;

/// <summary>A field of an OTLP message, as both encodings name it.</summary>
internal sealed record JsonField(int Number, JsonEncodedText Name, JsonFieldKind Kind, bool IsRepeated, JsonMessage? Message, EnumDescriptor? Values);
