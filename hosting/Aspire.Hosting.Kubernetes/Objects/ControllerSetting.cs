namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>What is said to a controller, and what a person has to do where it cannot be said in the object.</summary>
internal sealed record ControllerSetting
{
    /// <summary>Nothing: it does so by itself.</summary>
    public static ControllerSetting None { get; } = new();

    /// <summary>The routes say that a response may take as long as it likes.</summary>
    public static ControllerSetting WithoutTimeLimit { get; } = new() { HasNoTimeLimit = true };

    public IReadOnlyDictionary<string, string> Annotated { get; private init; } = new Dictionary<string, string>();

    public bool HasNoTimeLimit { get; private init; }

    /// <summary>A sentence for a person.</summary>
    public string? Note { get; init; }

    public IReadOnlyList<string> Notes { get; private init; } = [];

    public static ControllerSetting Annotation(string key, string value) => Annotations((key, value));

    public static ControllerSetting Annotations(params ReadOnlySpan<(string Key, string Value)> annotations) =>
        new() { Annotated = annotations.ToArray().ToDictionary(annotation => annotation.Key, annotation => annotation.Value) };

    /// <summary>It is not said in the object.</summary>
    public static ControllerSetting Elsewhere(string note) => new() { Note = note };

    public ControllerSetting And(ControllerSetting other) => new()
    {
        Annotated = Annotated.Concat(other.Annotated).ToDictionary(),
        HasNoTimeLimit = HasNoTimeLimit || other.HasNoTimeLimit,
        Notes = other.Note is null ? Notes : [.. Notes, other.Note],
    };
}
