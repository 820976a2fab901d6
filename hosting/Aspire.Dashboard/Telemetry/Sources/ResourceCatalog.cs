using Aspire.Dashboard.Settings;
using Aspire.Dashboard.Telemetry.Wire;

namespace Aspire.Dashboard.Telemetry.Sources;

/// <summary>Knows every resource instance that sends telemetry, and when one of them is a new process.</summary>
internal sealed class ResourceCatalog(DashboardSettings settings, TimeProvider time, TelemetryFeed feed) : ITelemetryResourceReader
{
    private const string UnknownService = "unknown_service";
    private const int MaxRestarts = 1_000;
    private const int ShortInstanceId = 8;

    /// <summary>Replicas that start together speak up one after the other; what comes this much later is a new start.</summary>
    private static readonly TimeSpan StartTogether = TimeSpan.FromSeconds(30);

    /// <summary>Signs of one restart of a service (a counter's start, the AppHost's word, one replica after the other) differ by so much at most.</summary>
    private static readonly TimeSpan SameRestart = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LastSeenStep = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, string? InstanceId), ResourceEntry> _entries = new(new KeyComparer());
    private readonly Dictionary<string, TelemetryResource> _peers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RestartMark> _restarts = [];

    /// <summary>The entry of a resource message, made known if it is new.</summary>
    /// <param name="message">OTLP's Resource.</param>
    /// <param name="kind">What it sends now.</param>
    public ResourceEntry Resolve(ReadOnlySpan<byte> message, TelemetryKind kind)
    {
        var name = UnknownService;
        string? instanceId = null;
        string? processId = null;
        var reader = new ProtobufReader(message);

        while (reader.ReadTag() is var tag and not 0)
        {
            if (tag == OtlpFields.Resource.EntityRefs)
            {
                // Means nothing here, but is handed on in an export, so it must be whole.
                var entity = new ProtobufReader(reader.ReadBytes());

                while (entity.ReadTag() is var entityTag and not 0)
                {
                    entity.Skip(entityTag);
                }

                continue;
            }

            if (tag != OtlpFields.Resource.Attributes)
            {
                reader.Skip(tag);
                continue;
            }

            var attribute = reader.ReadBytes();
            AttributeReader.Validate(attribute);
            AttributeReader.Split(attribute, out var key, out var value);

            if (key.SequenceEqual("service.name"u8) && AnyValueReader.ReadText(value) is { Length: > 0 } serviceName)
            {
                name = Cut(serviceName);
            }
            else if (key.SequenceEqual("service.instance.id"u8) && AnyValueReader.ReadText(value) is { Length: > 0 } id)
            {
                instanceId = Cut(id);
            }
            else if (key.SequenceEqual("process.pid"u8))
            {
                processId = AnyValueReader.ReadText(value);
            }
        }

        var isChanged = false;
        ResourceEntry? entry;

        lock (_gate)
        {
            var now = time.GetUtcNow();

            if (!_entries.TryGetValue((name, instanceId), out entry))
            {
                entry = Add(name, instanceId, message, kind, now);
                isChanged = true;
            }
            else if (!entry.Raw.AsSpan().SequenceEqual(message))
            {
                entry.Raw = message.ToArray();
                entry.Current = entry.Current with { Attributes = ReadAttributes(message) };
                isChanged = true;
            }

            if (entry.ProcessId is not null && processId is not null && entry.ProcessId != processId)
            {
                AddRestart(new RestartMark(name, instanceId, now, IsNewInstance: false));
            }

            entry.ProcessId = processId ?? entry.ProcessId;

            if ((entry.Current.Sent & kind) != kind || now - entry.Current.LastSeen >= LastSeenStep)
            {
                isChanged |= (entry.Current.Sent & kind) != kind;
                entry.Current = entry.Current with { Sent = entry.Current.Sent | kind, LastSeen = now };
            }
        }

        if (isChanged)
        {
            feed.Changed(TelemetryKind.Resources);
        }

        return entry;
    }

    /// <summary>The resource that stands for a peer which sends nothing itself.</summary>
    public TelemetryResource ResolvePeer(string name)
    {
        lock (_gate)
        {
            if (_peers.TryGetValue(name, out var peer))
            {
                return peer;
            }

            if (_peers.Count >= settings.TelemetryLimits.MaxResourceCount)
            {
                _peers.Clear();
            }

            var now = time.GetUtcNow();
            peer = new TelemetryResource
            {
                Name = name,
                InstanceId = null,
                DisplayName = name,
                Attributes = [],
                Sent = TelemetryKind.None,
                FirstSeen = now,
                LastSeen = now,
                IsUninstrumentedPeer = true,
            };
            _peers.Add(name, peer);
            return peer;
        }
    }

    public void MarkRestart(string resourceName, string? instanceId, DateTimeOffset time)
    {
        bool isNew;

        lock (_gate)
        {
            isNew = AddRestart(new RestartMark(resourceName, instanceId, time, IsNewInstance: false));
        }

        if (isNew)
        {
            feed.Changed(TelemetryKind.Resources);
        }
    }

    public IReadOnlyList<TelemetryResource> GetResources(bool includeUninstrumentedPeers = false)
    {
        lock (_gate)
        {
            return
            [
                .. _entries.Values.Select(entry => entry.Current)
                    .Concat(includeUninstrumentedPeers ? _peers.Values : [])
                    .OrderBy(resource => resource.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenBy(resource => resource.FirstSeen),
            ];
        }
    }

    public IReadOnlyList<RestartMark> GetRestarts(ResourceSelection? resource = null, DateTimeOffset? earliest = null, DateTimeOffset? latest = null)
    {
        lock (_gate)
        {
            return
            [
                .. _restarts
                    .Where(restart => IsSelected(restart, resource))
                    .Where(restart => (earliest is null || restart.Time >= earliest) && (latest is null || restart.Time <= latest))
                    .OrderBy(restart => restart.Time),
            ];
        }
    }

    /// <summary>Forgets resources of which nothing is kept, so that their names disappear from the pages' lists.</summary>
    public void Clear(ResourceSelection? selection)
    {
        lock (_gate)
        {
            foreach (var entry in _entries.Values.Where(entry => entry.IsSelectedBy(selection)).ToList())
            {
                _entries.Remove((entry.Name, entry.InstanceId));
            }

            _restarts.RemoveAll(restart => IsSelected(restart, selection));

            if (selection is null)
            {
                _peers.Clear();
            }

            NameAll();
        }

        feed.Changed(TelemetryKind.Resources);
    }

    private ResourceEntry Add(string name, string? instanceId, ReadOnlySpan<byte> message, TelemetryKind kind, DateTimeOffset now)
    {
        if (_entries.Count >= settings.TelemetryLimits.MaxResourceCount)
        {
            var oldest = _entries.MinBy(candidate => candidate.Value.Current.LastSeen);
            _entries.Remove(oldest.Key);
            _restarts.RemoveAll(restart => Names(oldest.Value, restart));
        }

        var isLater = _entries.Values.Any(other =>
            string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase) && now - other.Current.FirstSeen > StartTogether);

        var entry = new ResourceEntry(name, instanceId)
        {
            Raw = message.ToArray(),
            Current = new TelemetryResource
            {
                Name = name,
                InstanceId = instanceId,
                DisplayName = name,
                Attributes = ReadAttributes(message),
                Sent = kind,
                FirstSeen = now,
                LastSeen = now,
            },
        };

        _entries.Add((name, instanceId), entry);
        NameInstances(name);

        if (isLater)
        {
            AddRestart(new RestartMark(name, instanceId, now, IsNewInstance: true));
        }

        return entry;
    }

    private bool AddRestart(RestartMark mark)
    {
        var known = _restarts.FindIndex(other =>
            string.Equals(other.Resource, mark.Resource, StringComparison.OrdinalIgnoreCase) && (other.Time - mark.Time).Duration() < SameRestart);

        if (known >= 0)
        {
            if (mark.IsNewInstance || !_restarts[known].IsNewInstance)
            {
                return false;
            }

            // Somebody knows more about it now.
            _restarts[known] = mark;
            return true;
        }

        if (_restarts.Count >= MaxRestarts)
        {
            _restarts.RemoveAt(0);
        }

        _restarts.Add(mark);
        return true;
    }

    private static bool Names(ResourceEntry entry, RestartMark mark) =>
        IsSelected(mark, new ResourceSelection(entry.Name, entry.InstanceId));

    // What is known of the service only, is true of each instance.
    private static bool IsSelected(RestartMark mark, ResourceSelection? selection) =>
        selection is null
        || (string.Equals(selection.Name, mark.Resource, StringComparison.OrdinalIgnoreCase)
            && (selection.InstanceId is null || mark.InstanceId is null || string.Equals(selection.InstanceId, mark.InstanceId, StringComparison.OrdinalIgnoreCase)));

    private void NameAll()
    {
        foreach (var name in _entries.Values.Select(entry => entry.Name).Distinct(StringComparer.OrdinalIgnoreCase).ToList())
        {
            NameInstances(name);
        }
    }

    private void NameInstances(string name)
    {
        var instances = _entries.Values.Where(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();

        // Ids are shortened as far as they stay apart.
        var isShortEnough = instances.Select(entry => Short(entry.InstanceId)).Distinct(StringComparer.OrdinalIgnoreCase).Count() == instances.Count;

        foreach (var entry in instances)
        {
            var suffix = isShortEnough ? Short(entry.InstanceId) : entry.InstanceId;
            var displayName = instances.Count == 1 || string.IsNullOrEmpty(suffix) ? entry.Name : $"{entry.Name}-{suffix}";

            if (entry.Current.DisplayName != displayName)
            {
                entry.Current = entry.Current with { DisplayName = displayName };
            }
        }
    }

    private static string? Short(string? instanceId) =>
        instanceId is { Length: > ShortInstanceId } && Guid.TryParse(instanceId, out _) ? instanceId[..ShortInstanceId] : instanceId;

    private string Cut(string text)
    {
        // Names of resources are keys that stay; a megabyte of name is nobody's name.
        var longest = Math.Min(settings.TelemetryLimits.MaxAttributeLength, 256);
        return text.Length <= longest ? text : text[..longest];
    }

    private List<AttributeValue> ReadAttributes(ReadOnlySpan<byte> message)
    {
        var limits = settings.TelemetryLimits;
        return
        [
            .. AttributeReader.ReadAll(message, OtlpFields.Resource.Attributes)
                .Take(limits.MaxAttributeCount)
                .Select(attribute => attribute.Value.Length <= limits.MaxAttributeLength
                    ? attribute
                    : attribute with { Value = attribute.Value[..limits.MaxAttributeLength] }),
        ];
    }

    private sealed class KeyComparer : IEqualityComparer<(string Name, string? InstanceId)>
    {
        public bool Equals((string Name, string? InstanceId) x, (string Name, string? InstanceId) y) =>
            string.Equals(x.Name, y.Name, StringComparison.OrdinalIgnoreCase)
            && string.Equals(x.InstanceId, y.InstanceId, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Name, string? InstanceId) key) => HashCode.Combine(
            StringComparer.OrdinalIgnoreCase.GetHashCode(key.Name),
            key.InstanceId is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(key.InstanceId));
    }
}
