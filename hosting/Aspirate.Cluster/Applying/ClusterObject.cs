using System.Text.Json.Nodes;
using k8s;

namespace Aspirate.Cluster.Applying;

/// <summary>An object as the API speaks of it, of any kind.</summary>
public sealed class ClusterObject
{
    /// <summary>Takes an object.</summary>
    /// <param name="json">The object; it has <c>apiVersion</c>, <c>kind</c> and <c>metadata.name</c>.</param>
    /// <exception cref="ClusterException">One of them is missing.</exception>
    public ClusterObject(JsonObject json)
    {
        ArgumentNullException.ThrowIfNull(json);
        Json = json;
        Reference = new(Required("apiVersion"), Required("kind"), json["metadata"]?["namespace"]?.GetValue<string>(), Required("metadata", "name"));
    }

    /// <summary>The object itself.</summary>
    public JsonObject Json { get; }

    /// <summary>Which object it is.</summary>
    public ObjectReference Reference { get; }

    /// <summary>Whether it is a Secret, whose values are shown and stored nowhere.</summary>
    public bool IsSecret => Reference is { Kind: "Secret", Group: "" };

    /// <summary>Whether it is the Namespace itself.</summary>
    public bool IsNamespace => Reference is { Kind: "Namespace", Group: "" };

    /// <summary>Whether it holds data that no manifest can bring back.</summary>
    public bool IsVolumeClaim => Reference is { Kind: "PersistentVolumeClaim", Group: "" };

    /// <summary>The pods' template, of a kind that has one.</summary>
    public JsonObject? PodTemplate => Reference.Kind switch
    {
        "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" => Json["spec"]?["template"] as JsonObject,
        "CronJob" => Json["spec"]?["jobTemplate"]?["spec"]?["template"] as JsonObject,
        _ => null,
    };

    /// <summary>Takes a typed object.</summary>
    /// <param name="typed">An object with its <c>ApiVersion</c> and <c>Kind</c>.</param>
    public static ClusterObject From(IKubernetesObject typed) => new(JsonNode.Parse(KubernetesJson.Serialize(typed))!.AsObject());

    /// <summary>A copy in another namespace; <see langword="null"/> for none.</summary>
    internal ClusterObject In(string? @namespace)
    {
        var copy = Json.DeepClone().AsObject();
        var metadata = copy["metadata"]!.AsObject();
        if (@namespace is null)
        {
            metadata.Remove("namespace");
        }
        else
        {
            metadata["namespace"] = @namespace;
        }

        return new(copy);
    }

    /// <summary>A copy with an annotation more.</summary>
    internal ClusterObject Annotated(string key, string value)
    {
        var copy = Json.DeepClone().AsObject();
        Annotate(copy["metadata"]!.AsObject(), key, value);
        return new(copy);
    }

    internal static void Annotate(JsonObject metadata, string key, string value)
    {
        if (metadata["annotations"] is not JsonObject annotations)
        {
            metadata["annotations"] = annotations = [];
        }

        annotations[key] = value;
    }

    private string Required(params string[] path)
    {
        var node = path.Aggregate((JsonNode?)Json, (parent, key) => (parent as JsonObject)?[key]);
        return node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : throw new ClusterException($"A rendered object has no {string.Join('.', path)}: {Json["kind"]?.ToJsonString() ?? "?"} {Json["metadata"]?["name"]?.ToJsonString()}");
    }
}
