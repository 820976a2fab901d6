using System.Collections.Frozen;
using System.Collections.Immutable;
using Aspire.Dashboard.Telemetry;

namespace Aspire.Dashboard.Resources;

/// <summary>Finds resources by the addresses that the AppHost tells of them.</summary>
internal sealed class ResourceAddresses(IResourceClient client) : IKnownAddresses
{
    private const string Loopback = "localhost";

    private State _state = new([], FrozenDictionary<(string, int), string>.Empty);

    public string? FindName(string host, int port)
    {
        var resources = client.Resources;
        var state = Volatile.Read(ref _state);

        if (state.Resources != resources)
        {
            state = new State(resources, resources
                .SelectMany(resource => resource.Urls.Select(url => (resource.DisplayName, Url: url.Address)))
                .Select(entry => (entry.DisplayName, Uri: Uri.TryCreate(entry.Url, UriKind.Absolute, out var uri) ? uri : null))
                .Where(entry => entry.Uri is { Port: > 0 })
                .DistinctBy(entry => Key(entry.Uri!.Host, entry.Uri.Port))
                .ToFrozenDictionary(entry => Key(entry.Uri!.Host, entry.Uri.Port), entry => entry.DisplayName));
            Volatile.Write(ref _state, state);
        }

        return state.Names.GetValueOrDefault(Key(host, port));
    }

    private static (string Host, int Port) Key(string host, int port) =>
        (host.ToLowerInvariant() is "127.0.0.1" or "::1" or "[::1]" ? Loopback : host.ToLowerInvariant(), port);

    private sealed record State(
        ImmutableArray<ResourceSnapshot> Resources, FrozenDictionary<(string Host, int Port), string> Names);
}
