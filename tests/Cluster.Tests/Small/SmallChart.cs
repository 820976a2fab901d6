using Tests;

namespace Cluster.Tests.Small;

/// <summary>A Helm chart in a folder: a ConfigMap, and a kind of its own for the whole cluster.</summary>
/// <param name="name">A name that no other test has: kinds are the whole cluster's.</param>
internal sealed class SmallChart(string name) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.Path;

    /// <summary>The group of the kind <c>Widget</c>.</summary>
    public string Group => $"{name}.example.com";

    public void Write(string version)
    {
        _folder.Write("Chart.yaml", $"apiVersion: v2\nname: widgets\nversion: {version}\n");
        _folder.Write("values.yaml", "greeting: hello\n");
        _folder.Write("templates/config.yaml", "{{ if .Values.broken }}{{ fail \"it is broken\" }}{{ end }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: widgets\ndata:\n  greeting: {{ .Values.greeting | quote }}\n");
        _folder.Write("templates/kind.yaml", $$"""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: widgets.{{Group}}
            spec:
              group: {{Group}}
              scope: Cluster
              names: { kind: Widget, listKind: WidgetList, plural: widgets, singular: widget }
              versions:
              - name: v1
                served: true
                storage: true
                schema: { openAPIV3Schema: { type: object, properties: { size: { type: integer } } } }
            """);
    }

    public void Dispose() => _folder.Dispose();
}
