using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>A Gateway that somebody else runs, in a namespace of its own. Routes belong to it; neither it nor its certificates are the application's.</summary>
public sealed record ExistingGatewayDescription
{
    /// <summary>Describes it.</summary>
    /// <param name="name">The Gateway's name.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="listener">The listener that the routes belong to; <see langword="null"/> is every one that lets them in.</param>
    /// <param name="redirectListener">The listener whose requests are sent on to HTTPS; <see langword="null"/> when nothing has to be, or the Gateway does so by itself.</param>
    /// <exception cref="ArgumentException">A name has not the form that Kubernetes asks for, or requests of a listener would be both served and sent on.</exception>
    public ExistingGatewayDescription(string name, string @namespace, string? listener, string? redirectListener)
    {
        Check(NameSyntax.IsSubdomain(name), $"'{name}' is no name of a Gateway: it has lower-case letters, digits, '-' and '.'.", nameof(name));
        Check(NameSyntax.IsLabel(@namespace), $"'{@namespace}' is no name of a namespace: it has at most 63 lower-case letters, digits and '-'.", nameof(@namespace));
        Check(listener is null || NameSyntax.IsSubdomain(listener), $"'{listener}' is no name of a listener: it has lower-case letters, digits, '-' and '.'.", nameof(listener));
        Check(redirectListener is null || NameSyntax.IsSubdomain(redirectListener), $"'{redirectListener}' is no name of a listener: it has lower-case letters, digits, '-' and '.'.", nameof(redirectListener));
        Check(
            redirectListener is null || (listener is not null && listener != redirectListener),
            $"Requests of the listener '{redirectListener}' cannot be both served and sent on to HTTPS: name the other listener, which serves them.",
            nameof(listener));
        (Name, Namespace, Listener, RedirectListener) = (name, @namespace, listener, redirectListener);
    }

    /// <summary>The Gateway's name.</summary>
    public string Name { get; }

    /// <summary>Its namespace.</summary>
    public string Namespace { get; }

    /// <summary>The listener that the routes belong to; <see langword="null"/> is every one that lets them in.</summary>
    public string? Listener { get; }

    /// <summary>The listener whose requests are sent on to HTTPS; <see langword="null"/> for none.</summary>
    public string? RedirectListener { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Name}";

    private static void Check(bool isRight, string problem, string parameter)
    {
        if (!isRight)
        {
            throw new ArgumentException(problem, parameter);
        }
    }
}
