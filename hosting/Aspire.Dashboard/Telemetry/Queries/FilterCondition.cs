namespace Aspire.Dashboard.Telemetry;

/// <summary>How a filter compares. Texts compare without regard to case; the orderings compare as numbers where both sides are numbers.</summary>
public enum FilterCondition
{
    /// <summary>The same value.</summary>
    Equals,

    /// <summary>Another value, or none.</summary>
    NotEqual,

    /// <summary>The value is a part.</summary>
    Contains,

    /// <summary>The value is no part.</summary>
    NotContains,

    /// <summary>Greater.</summary>
    GreaterThan,

    /// <summary>Greater or equal.</summary>
    GreaterThanOrEqual,

    /// <summary>Less.</summary>
    LessThan,

    /// <summary>Less or equal.</summary>
    LessThanOrEqual,

    /// <summary>The field is there, whatever its value.</summary>
    Exists,
}
