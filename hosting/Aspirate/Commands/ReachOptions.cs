using System.CommandLine;
using System.CommandLine.Parsing;
using Aspirate.Manifest;
using Aspire.Hosting.Kubernetes.Description;
using Aspire.Hosting.Kubernetes.Validation;

namespace Aspirate.Commands;

/// <summary>Who reaches the application from outside, and how much of its traffic is denied.</summary>
internal sealed class ReachOptions
{
    private readonly Option<ExposureKind?> _expose = new("--expose") { Description = "How external endpoints are reached that no Ingress of the model routes; without it, by an Ingress" };
    private readonly Option<string[]> _hosts = new("--host") { Description = "The host of the external endpoint, or what follows NAME. where there are several; NAME=HOST is the host of one resource; may be repeated" };
    private readonly Option<string?> _ingressClass = new("--ingress-class") { Description = "The class of that Ingress; without it, the cluster's default" };
    private readonly Option<NetworkPolicyMode?> _networkPolicies = new("--network-policies") { Description = "What network policies deny: all that the model does not name, what comes from other namespaces, or nothing; without it, Strict for an AppHost with a Kubernetes environment and On for a manifest" };

    public ReachOptions() => _hosts.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => !NameSyntax.IsHost(token.Value[(token.Value.IndexOf('=', StringComparison.Ordinal) + 1)..])))
        {
            result.AddError($"'{token.Value}' is no host: write --host shop.example.com, or --host NAME=shop.example.com for a single resource.");
        }

        if (result.Tokens.Count(token => !token.Value.Contains('=', StringComparison.Ordinal)) > 1)
        {
            result.AddError("There is one --host for all; the others have to name their resource: --host NAME=HOST.");
        }
    });

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_expose, _hosts, _ingressClass, _networkPolicies])
        {
            command.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(_expose) is { } kind and not ExposureKind.Ingress && (result.GetResult(_hosts) ?? (SymbolResult?)result.GetResult(_ingressClass)) is OptionResult option)
            {
                result.AddError($"{option.Option.Name} is for an Ingress: leave it out, or --expose {kind}.");
            }
        });
    }

    /// <summary>The choices, for a manifest.</summary>
    public ManifestDescriptionOptions Apply(ManifestDescriptionOptions options, ParseResult arguments) => options with
    {
        Exposure = new()
        {
            Kind = arguments.GetValue(_expose) ?? ExposureKind.Ingress,
            Host = CommonHost(arguments),
            Hosts = Hosts(arguments),
            IngressClass = arguments.GetValue(_ingressClass),
        },
        NetworkPolicies = arguments.GetValue(_networkPolicies) ?? options.NetworkPolicies,
    };

    /// <summary>The choices as settings of an AppHost that publishes by itself; what was not chosen is the model's.</summary>
    public IEnumerable<string> Settings(ParseResult arguments) =>
        new (string Key, string? Value)[]
        {
            ("Expose", arguments.GetValue(_expose)?.ToString()),
            ("Host", CommonHost(arguments)),
            ("IngressClass", arguments.GetValue(_ingressClass)),
            ("NetworkPolicies", arguments.GetValue(_networkPolicies)?.ToString()),
        }
        .Concat(Hosts(arguments).Select(host => (Key: $"Hosts:{host.Key}", Value: (string?)host.Value)))
        .Where(setting => setting.Value is not null)
        .Select(setting => $"--Kubernetes:{setting.Key}={setting.Value}");

    private string? CommonHost(ParseResult arguments) => (arguments.GetValue(_hosts) ?? []).FirstOrDefault(host => !host.Contains('=', StringComparison.Ordinal));

    private Dictionary<string, string> Hosts(ParseResult arguments) => (arguments.GetValue(_hosts) ?? [])
        .Select(host => host.Split('=', 2))
        .Where(host => host.Length == 2)
        .GroupBy(host => host[0], StringComparer.OrdinalIgnoreCase)
        .ToDictionary(host => host.Key, host => host.Last()[1], StringComparer.OrdinalIgnoreCase);
}
