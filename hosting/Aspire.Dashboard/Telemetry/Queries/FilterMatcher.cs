using System.Globalization;
using System.Text;

namespace Aspire.Dashboard.Telemetry.Queries;

/// <summary>A filter made ready to be asked often.</summary>
internal sealed class FilterMatcher
{
    private readonly FilterCondition _condition;
    private readonly string _value;
    private readonly double? _number;

    public FilterMatcher(TelemetryFilter filter)
    {
        Field = filter.Field;
        AttributeName = Encoding.UTF8.GetBytes(filter.Field);
        _condition = filter.Condition;
        _value = filter.Value;
        _number = ReadNumber(filter.Value);
    }

    public string Field { get; }

    /// <summary>The field's name as it stands on the wire.</summary>
    public byte[] AttributeName { get; }

    /// <summary>Whether a field's value passes; null means that there is none.</summary>
    public bool Matches(string? value)
    {
        if (value is null)
        {
            return _condition is FilterCondition.NotEqual or FilterCondition.NotContains;
        }

        return _condition switch
        {
            FilterCondition.Equals => string.Equals(value, _value, StringComparison.OrdinalIgnoreCase),
            FilterCondition.NotEqual => !string.Equals(value, _value, StringComparison.OrdinalIgnoreCase),
            FilterCondition.Contains => value.Contains(_value, StringComparison.OrdinalIgnoreCase),
            FilterCondition.NotContains => !value.Contains(_value, StringComparison.OrdinalIgnoreCase),
            FilterCondition.Exists => true,
            _ => IsOrdered(Compare(value)),
        };
    }

    /// <summary>Whether a number passes.</summary>
    public bool Matches(double number) => _number is { } wanted
        ? _condition switch
        {
            FilterCondition.Equals => number.Equals(wanted),
            FilterCondition.NotEqual => !number.Equals(wanted),
            FilterCondition.Exists => true,
            FilterCondition.Contains or FilterCondition.NotContains => Matches(number.ToString(CultureInfo.InvariantCulture)),
            _ => IsOrdered(number.CompareTo(wanted)),
        }
        : Matches(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a level passes; levels are ordered by severity, not by name.</summary>
    public bool Matches(LogLevel level) =>
        _condition is FilterCondition.GreaterThan or FilterCondition.GreaterThanOrEqual or FilterCondition.LessThan or FilterCondition.LessThanOrEqual
        && Enum.TryParse<LogLevel>(_value, ignoreCase: true, out var wanted)
            ? IsOrdered(level.CompareTo(wanted))
            : Matches(level.ToString());

    private int Compare(string value) => _number is { } wanted && ReadNumber(value) is { } number
        ? number.CompareTo(wanted)
        : string.Compare(value, _value, StringComparison.OrdinalIgnoreCase);

    private bool IsOrdered(int comparison) => _condition switch
    {
        FilterCondition.GreaterThan => comparison > 0,
        FilterCondition.GreaterThanOrEqual => comparison >= 0,
        FilterCondition.LessThan => comparison < 0,
        _ => comparison <= 0,
    };

    private static double? ReadNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
