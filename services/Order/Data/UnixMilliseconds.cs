using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Order.Data;

/// <summary>Stores a point in time as milliseconds since 1970.</summary>
internal sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(time => time.ToUnixTimeMilliseconds(), milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
