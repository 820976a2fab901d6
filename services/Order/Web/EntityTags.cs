using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace Order.Web;

/// <summary>Versions as entity tags, and their comparison (RFC 9110 §8.8.3).</summary>
internal static class EntityTags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The tags of an If-Match or If-None-Match header; none when it is missing or unreadable.</summary>
    public static IList<EntityTagHeaderValue> Parse(string? header) =>
        !string.IsNullOrWhiteSpace(header) && EntityTagHeaderValue.TryParseList([header], out var tags) ? tags : [];

    /// <summary>The comparison for If-Match, where a weak tag equals nothing.</summary>
    public static bool StronglyMatch(IEnumerable<EntityTagHeaderValue> tags, string current) => Match(tags, current, useStrongComparison: true);

    /// <summary>The comparison for If-None-Match.</summary>
    public static bool WeaklyMatch(IEnumerable<EntityTagHeaderValue> tags, string current) => Match(tags, current, useStrongComparison: false);

    private static bool Match(IEnumerable<EntityTagHeaderValue> tags, string current, bool useStrongComparison)
    {
        var entityTag = new EntityTagHeaderValue(current);
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(entityTag, useStrongComparison));
    }
}
