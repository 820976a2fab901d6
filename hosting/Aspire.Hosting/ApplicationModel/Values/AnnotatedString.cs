namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// The manifest's way to say that a parameter's value is to be transformed before use: a resource of type
/// <c>annotated.string</c> beside the parameter, which expressions name instead.
/// </summary>
/// <param name="Name">The name of the <c>annotated.string</c>.</param>
/// <param name="Value">The expression that is transformed.</param>
/// <param name="Filter">The transformation: <c>uri</c>.</param>
internal sealed record AnnotatedString(string Name, string Value, string Filter)
{
    internal string ValueExpression => $"{{{Name}.value}}";

    /// <summary>Only parameters are transformed: hosts, ports and schemes are the same before and after.</summary>
    internal static AnnotatedString? For(object value, string? filter) =>
        value is ParameterResource parameter && !string.IsNullOrEmpty(filter)
            ? new AnnotatedString($"{parameter.Name}-{filter}-encoded", parameter.ValueExpression, filter)
            : null;
}
