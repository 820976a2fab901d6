using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Frontend.Data;

/// <summary>An instant as milliseconds since 1970-01-01T00:00:00Z.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
