using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Aspirate.Cluster.Objects;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// A Helm chart of the same objects. What differs from cluster to cluster (images, replicas, resources, hosts, TLS) is a
/// value, whose default is what the model says.
/// </summary>
public static partial class HelmChart
{
    /// <summary>Writes <paramref name="objects"/> as a chart.</summary>
    /// <param name="objects">The objects.</param>
    public static FileTree Build(ApplicationObjects objects)
    {
        ArgumentNullException.ThrowIfNull(objects);

        var serializer = new ManifestSerializer();
        var tree = new FileTree();
        var values = new YamlMappingNode();
        tree.Add("Chart.yaml", serializer.Serialize(new Chart(objects.Application)));

        foreach (var manifest in objects.Manifests)
        {
            var node = serializer.ToNode(manifest.Content);
            var expressions = new HelmExpressions(values, ValueKey(manifest.Resource));
            Parameterize(objects.Application, manifest, node, expressions);
            tree.Add($"templates/{manifest.Path}", Guard(manifest, expressions.Write(Escape(YamlText.Write(node)))));
        }

        // A release's namespace exists before its chart: helm keeps its own notes in it.
        values.Add("namespace", new YamlMappingNode("create", "false"));
        tree.Add("values.yaml", YamlText.Write(values));
        tree.Add(".helmignore", "secrets/\n");
        foreach (var secret in objects.Secrets)
        {
            tree.Add($"secrets/{secret.Metadata.Name}.yaml", serializer.Serialize(secret));
        }

        return tree;
    }

    private static void Parameterize(ApplicationDescription application, KubernetesManifest manifest, YamlMappingNode node, HelmExpressions expressions)
    {
        switch (manifest.Content.Kind)
        {
            case "Deployment" or "StatefulSet" or "Job":
                expressions.Scalar(node, "replicas", "spec", "replicas");
                var containers = (YamlSequenceNode)YamlPath.Find(node, "spec", "template", "spec", "containers")!;
                var container = (YamlMappingNode)containers.Children[0];
                var workload = application.Workloads.First(candidate => candidate.Name == manifest.Resource);
                expressions.Image(container, workload.Image);
                expressions.Scalar(container, "imagePullPolicy", "imagePullPolicy");
                expressions.Block(container, "resources", "resources");
                foreach (var (sidecar, child) in workload.Sidecars.Zip(containers.Children.Skip(1)))
                {
                    var (value, further) = ($"sidecars.{ValueKey(sidecar.Name)}", (YamlMappingNode)child);
                    expressions.Image(further, sidecar.Image, $"{value}.image");
                    expressions.Scalar(further, $"{value}.imagePullPolicy", "imagePullPolicy");
                    expressions.Block(further, $"{value}.resources", "resources");
                }

                break;

            case "HorizontalPodAutoscaler":
                expressions.Scalar(node, "autoscaling.minReplicas", "spec", "minReplicas");
                expressions.Scalar(node, "autoscaling.maxReplicas", "spec", "maxReplicas");
                break;

            case "Ingress":
                expressions.Scalar(node, "className", "spec", "ingressClassName");
                expressions.Block((YamlMappingNode)YamlPath.Find(node, "spec")!, "tls", "tls");
                foreach (var (index, rule) in ((YamlSequenceNode?)YamlPath.Find(node, "spec", "rules"))?.Children.Index() ?? [])
                {
                    expressions.Scalar((YamlMappingNode)rule, index == 0 ? "host" : $"host{(index + 1).ToString(CultureInfo.InvariantCulture)}", "host");
                }

                break;

            case "Gateway":
                expressions.Scalar(node, "className", "spec", "gatewayClassName");
                break;

            case "RoleBinding":
                // Kustomize fills this in by itself; to the API server it is required.
                foreach (var subject in ((YamlSequenceNode)YamlPath.Find(node, "subjects")!).Children)
                {
                    expressions.Raw((YamlMappingNode)subject, "{{ .Release.Namespace }}", "namespace");
                }

                break;

            case "Namespace":
                expressions.Raw(node, "{{ .Release.Namespace }}", "metadata", "name");
                break;
        }
    }

    private static string Guard(KubernetesManifest manifest, string text) =>
        manifest.Content.Kind == "Namespace" ? $"{{{{- if .Values.namespace.create }}}}\n{text}{{{{- end }}}}\n" : text;

    // Text of the application that looks like a template is text all the same.
    private static string Escape(string text) => text.Contains("{{", StringComparison.Ordinal) ? BracesExpression().Replace(text, "{{`$0`}}") : text;

    private static string ValueKey(string resource) => HyphenExpression().Replace(resource, match => match.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex("[{]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex BracesExpression();

    [GeneratedRegex("-([a-zA-Z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex HyphenExpression();

    private sealed class Chart(ApplicationDescription application)
    {
        [JsonPropertyName("apiVersion")]
        public string ApiVersion { get; } = "v2";

        [JsonPropertyName("name")]
        public string Name { get; } = application.Name;

        [JsonPropertyName("description")]
        public string Description { get; } = application.Summary ?? $"The application {application.Name}, as its AppHost describes it.";

        [JsonPropertyName("type")]
        public string Type { get; } = "application";

        [JsonPropertyName("version")]
        public string Version { get; } = application.Version;

        [JsonPropertyName("appVersion")]
        public string AppVersion { get; } = application.Version;
    }
}
