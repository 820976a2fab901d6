using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A piece of a <see cref="TextTemplate"/>.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The four cases of one closed type, read as TextPart.Literal and so on.")]
public abstract record TextPart
{
    private TextPart()
    {
    }

    /// <summary>Text that stands for itself.</summary>
    /// <param name="Text">The text.</param>
    public sealed record Literal(string Text) : TextPart;

    /// <summary>The value of a parameter.</summary>
    /// <param name="Name">The parameter's name.</param>
    /// <param name="UriEncoded">Whether the value is percent-encoded (RFC 3986) where it stands, as in a connection URI.</param>
    /// <param name="IsPrevious">Whether it is the value before the last rotation; what holds one is left out while there is none.</param>
    public sealed record Parameter(string Name, bool UriEncoded = false, bool IsPrevious = false) : TextPart;

    /// <summary>A property of an endpoint, as it is inside the cluster.</summary>
    /// <param name="Resource">The workload that has the endpoint.</param>
    /// <param name="Name">The endpoint's name.</param>
    /// <param name="Property">Which part of its address.</param>
    public sealed record Endpoint(string Resource, string Name, EndpointPart Property) : TextPart;

    /// <summary>An expression that names nothing in the model. It is never written out: it becomes a violation.</summary>
    /// <param name="Expression">The expression with its braces, e.g. <c>{cache.bindings.tcp.host}</c>.</param>
    public sealed record Unresolved(string Expression) : TextPart;
}
