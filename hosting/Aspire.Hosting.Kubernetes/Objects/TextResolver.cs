using System.Globalization;
using System.Text;
using Aspirate.Cluster.Secrets.Templates;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspire.Hosting.Kubernetes.Objects;

/// <summary>
/// Puts addresses and plain parameters into the model's values. A value that contains a secret parameter becomes a
/// template: the secret itself is never asked for here.
/// </summary>
internal sealed class TextResolver
{
    private readonly ApplicationDescription _application;
    private readonly bool _reachesContainers;

    private const string ParameterReference = "https://learn.microsoft.com/dotnet/aspire/fundamentals/external-parameters";
    private const string EndpointReference = "https://learn.microsoft.com/dotnet/aspire/fundamentals/networking-overview";
    private const string ManifestReference = "https://learn.microsoft.com/dotnet/aspire/deployment/manifest-format";

    private readonly Dictionary<string, WorkloadDescription> _workloads;
    private readonly Dictionary<string, ParameterDescription> _parameters;
    private readonly List<Violation> _violations = [];

    /// <param name="application">The application.</param>
    /// <param name="reachesContainers">Whether a name is the container itself, as in Compose, so that no Service translates ports.</param>
    public TextResolver(ApplicationDescription application, bool reachesContainers = false)
    {
        _application = application;
        _reachesContainers = reachesContainers;
        _workloads = application.Workloads.ToDictionary(workload => workload.Name, StringComparer.OrdinalIgnoreCase);
        _parameters = application.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What could not be resolved so far.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    public ParameterDescription Parameter(string name) => _parameters[name];

    /// <summary>The value of <paramref name="template"/>, which stands in <paramref name="field"/> of <paramref name="workload"/>.</summary>
    public ResolvedText Resolve(TextTemplate template, WorkloadDescription workload, string field)
    {
        var secrets = template.Parts.OfType<TextPart.Parameter>()
            .Where(part => _parameters.TryGetValue(part.Name, out var parameter) && parameter.IsSecret)
            .Select(part => part.Name)
            .Distinct()
            .ToList();

        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            text.Append(part switch
            {
                TextPart.Parameter parameter when secrets.Contains(parameter.Name) => new SecretTextPart.Parameter(parameter.Name, parameter.IsPrevious, parameter.UriEncoded).ToString(),
                _ when secrets.Count > 0 => new SecretTextPart.Literal(Plain(part, workload, field)).ToString(),
                _ => Plain(part, workload, field),
            });
        }

        return new ResolvedText(text.ToString(), secrets);
    }

    private string Plain(TextPart part, WorkloadDescription workload, string field) => part switch
    {
        TextPart.Literal literal => literal.Text,
        TextPart.Parameter parameter => ParameterValue(parameter, workload, field),
        TextPart.Endpoint endpoint => Address(endpoint, workload, field),
        TextPart.Unresolved unresolved => Fail(workload, field, $"the expression '{unresolved.Expression}' names nothing in the model", ManifestReference),
        _ => throw new InvalidOperationException($"Unknown part {part}."),
    };

    private string ParameterValue(TextPart.Parameter part, WorkloadDescription workload, string field)
    {
        if (!_parameters.TryGetValue(part.Name, out var parameter))
        {
            return Fail(workload, field, $"there is no parameter '{part.Name}'", ParameterReference);
        }

        if (part.IsPrevious)
        {
            return Fail(workload, field, $"the parameter '{part.Name}' is no secret, so it has no previous value", ParameterReference);
        }

        if (parameter.Value is null)
        {
            return Fail(workload, field, $"the parameter '{part.Name}' has no value; set Parameters:{part.Name} in the AppHost's settings or Parameters__{part.Name.Replace('-', '_')} in the environment", ParameterReference);
        }

        return part.UriEncoded ? Uri.EscapeDataString(parameter.Value) : parameter.Value;
    }

    private string Address(TextPart.Endpoint part, WorkloadDescription workload, string field)
    {
        if (!_workloads.TryGetValue(part.Resource, out var target))
        {
            return Fail(workload, field, $"there is no workload '{part.Resource}' whose endpoint '{part.Name}' could be named", EndpointReference);
        }

        var endpoint = target.Endpoints.FirstOrDefault(candidate => string.Equals(candidate.Name, part.Name, StringComparison.OrdinalIgnoreCase));
        if (endpoint is null)
        {
            var known = target.Endpoints.Count == 0 ? "it has none" : $"it has {string.Join(", ", target.Endpoints.Select(candidate => $"'{candidate.Name}'"))}";
            return Fail(workload, field, $"'{target.Name}' has no endpoint '{part.Name}' ({known})", EndpointReference);
        }

        // Compose has no Ingress.
        if (target.Name == workload.Name && part.Property is EndpointPart.Url && !_reachesContainers && OutsideAddress.Of(_application, workload, endpoint) is { } outside)
        {
            return outside;
        }

        // Neither does a headless Service.
        var isTarget = _reachesContainers || target.ServiceExposure is ServiceExposure.Headless;
        var port = (isTarget ? endpoint.TargetPort : endpoint.Port).ToString(CultureInfo.InvariantCulture);
        return part.Property switch
        {
            EndpointPart.Url => $"{endpoint.Scheme}://{target.ServiceName}:{port}",
            EndpointPart.Host => target.ServiceName,
            EndpointPart.Port => port,
            EndpointPart.TargetPort => endpoint.TargetPort.ToString(CultureInfo.InvariantCulture),
            EndpointPart.Scheme => endpoint.Scheme,
            EndpointPart.HostAndPort => $"{target.ServiceName}:{port}",
            _ => throw new InvalidOperationException($"Unknown endpoint property {part.Property}."),
        };
    }

    private string Fail(WorkloadDescription workload, string field, string problem, string reference)
    {
        _violations.Add(new Violation(workload.Name, null, field, problem, reference, workload.Source));
        return "";
    }
}
