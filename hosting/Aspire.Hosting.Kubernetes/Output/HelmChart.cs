using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Objects;
using Aspire.Hosting.Kubernetes.Validation;
using k8s.Models;
using YamlDotNet.RepresentationModel;

namespace Aspire.Hosting.Kubernetes.Output;

/// <summary>
/// A Helm chart of the same objects, which installs by itself. What differs from cluster to cluster (images, replicas, resources,
/// hosts, TLS) is a value, whose default is what the model says; so are the parameters that are secret, without a default.
/// </summary>
public static partial class HelmChart
{
    /// <summary>Writes <paramref name="objects"/> as a chart.</summary>
    /// <param name="objects">The objects.</param>
    /// <exception cref="ValidationException">The application's version cannot be that of a chart.</exception>
    public static FileTree Build(ApplicationObjects objects)
    {
        ArgumentNullException.ThrowIfNull(objects);
        CheckVersion(objects.Application);

        var serializer = new ManifestSerializer();
        var tree = new FileTree();
        var sections = new HelmSections();
        var secrets = new HelmSecrets(objects.Application, objects.Secrets, serializer);
        var references = new HelmSecretReferences(objects.Secrets, sections);
        var values = new YamlMappingNode();
        tree.Add("Chart.yaml", serializer.Serialize(new Chart(objects.Application)));

        foreach (var manifest in objects.Manifests)
        {
            var node = serializer.ToNode(manifest.Content);
            var expressions = new HelmExpressions(values, sections.Of(manifest.Resource));
            Parameterize(objects, manifest, node, expressions);
            NameByContent(manifest, node, expressions, sections.Of(manifest.Resource), references.Replace(node, expressions));
            tree.Add($"templates/{manifest.Path}", Guard(manifest, expressions.Write(Escape(YamlText.Write(node)))), manifest.Notes);
        }

        foreach (var secret in objects.Secrets)
        {
            HelmExpressions.Declare(values, references.PathOf(secret));
            tree.Add($"templates/{HelmSecretReferences.FileOf(secret)}", secrets.Template(secret, references.PathOf(secret)));
            tree.Add($"secrets/{secret.Metadata.Name}.yaml", serializer.Serialize(secret));
        }

        if (objects.Secrets.Count > 0)
        {
            tree.Add("templates/_parameters.tpl", secrets.Helpers);
            tree.Add("templates/parameters.yaml", secrets.Store);
            values.Add("secrets", new YamlMappingNode());
            values.Add("existingSecret", Empty());
        }

        // A release's namespace exists before its chart: helm keeps its own notes in it.
        values.Add("namespace", new YamlMappingNode("create", "false"));
        tree.Add("values.yaml", YamlText.Write(values));
        tree.Add(".helmignore", "secrets/\nimages.yaml\nimage-facts.yaml\nDockerfile\n");
        if (objects.Images is { } images)
        {
            tree.Add("images.yaml", serializer.Serialize(images));
            GeneratedDockerfiles.Write(objects.Application, tree);
        }

        ImageFactsRecord.Write(objects.Application, tree);
        return tree;
    }

    private static void Parameterize(ApplicationObjects objects, KubernetesManifest manifest, YamlMappingNode node, HelmExpressions expressions)
    {
        switch (manifest.Content.Kind)
        {
            case "Deployment" or "StatefulSet" or "Job":
                expressions.Scalar(node, "replicas", "spec", "replicas");
                var containers = (YamlSequenceNode)YamlPath.Find(node, "spec", "template", "spec", "containers")!;
                var container = (YamlMappingNode)containers.Children[0];
                var workload = objects.Application.Workloads.First(candidate => candidate.Name == manifest.Resource);
                expressions.Image(container, workload.Image);
                expressions.Scalar(container, "imagePullPolicy", "imagePullPolicy");
                expressions.Block(container, "resources", "resources");
                foreach (var (sidecar, child) in workload.Sidecars.Zip(containers.Children.Skip(1)))
                {
                    var (value, further) = ($"sidecars.{HelmName.Of(sidecar.Name)}", (YamlMappingNode)child);
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
                    expressions.Scalar((YamlMappingNode)rule, Numbered("host", index), "host");
                }

                break;

            case "Gateway":
                expressions.Scalar(node, "className", "spec", "gatewayClassName");
                expressions.Block((YamlMappingNode)YamlPath.Find(node, "spec")!, "listeners", "listeners");
                break;

            case "HTTPRoute":
                var routes = objects.Manifests.Where(other => other.Content.Kind == "HTTPRoute" && other.Resource == manifest.Resource).ToList();
                expressions.Block((YamlMappingNode)YamlPath.Find(node, "spec")!, Numbered("hostnames", routes.IndexOf(manifest)), "hostnames");
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

    // What the chart's values and Secrets make of a Job's pods cannot be changed once it exists either.
    private static void NameByContent(KubernetesManifest manifest, YamlMappingNode node, HelmExpressions expressions, string section, IEnumerable<SecretTemplate> read)
    {
        if (manifest.Content is V1Job { Metadata.Name: { } name, Spec.Template: { } pods } && name == JobName.Of(manifest.Resource, pods))
        {
            var content = string.Concat(read.Select(secret => $" ({HelmSecretReferences.TextOf(secret)})"));
            expressions.Raw(node, $"{name}-{{{{ print (toYaml .Values.{section}){content} | sha256sum | trunc {JobName.HashLength} }}}}", "metadata", "name");
        }
    }

    private static string Numbered(string value, int index) => index == 0 ? value : $"{value}{(index + 1).ToString(CultureInfo.InvariantCulture)}";

    private static string Guard(KubernetesManifest manifest, string text) =>
        manifest.Content.Kind == "Namespace" ? $"{{{{- if .Values.namespace.create }}}}\n{text}{{{{- end }}}}\n" : text;

    // Text of the application that looks like a template is text all the same.
    private static string Escape(string text) => text.Contains("{{", StringComparison.Ordinal) ? BracesExpression().Replace(text, "{{`$0`}}") : text;

    private static YamlScalarNode Empty() => new("") { Style = YamlDotNet.Core.ScalarStyle.DoubleQuoted };

    private static void CheckVersion(ApplicationDescription application)
    {
        if (!VersionExpression().IsMatch(application.Version))
        {
            throw new ValidationException([new(application.Name, null, "application version", $"'{application.Version}' is not the version of a chart, such as 1.4.0 or 2.0.0-rc.1 (SemVer 2)", "https://helm.sh/docs/topics/charts/#charts-and-versioning", null)]);
        }
    }

    [GeneratedRegex("[{]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex BracesExpression();

    // https://semver.org
    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(\.(0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*)?(\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex VersionExpression();

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
