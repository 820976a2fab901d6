using Aspirate.Cluster.Objects;
using Aspirate.Cluster.Rollouts.Status;
using Aspirate.Cluster.Rollouts.Watching;
using k8s;
using k8s.Models;
using V1ParentReference = Aspirate.Cluster.Objects.V1ParentReference;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>
/// Says in a person's words what the conditions of Gateways and HTTPRoutes mean, and what to do: a pure function. An Ingress has no
/// conditions.
/// </summary>
/// <remarks><see href="https://gateway-api.sigs.k8s.io/reference/spec/"/></remarks>
internal static class EntranceDiagnosis
{
    // A controller takes a moment to look at what is new.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(10);

    public static IEnumerable<EntranceProblem> Find(ClusterObjects objects, DateTimeOffset now) =>
        objects.All<V1Gateway>().Where(IsOurs).SelectMany(gateway => OfGateway(gateway, now))
            .Concat(objects.All<OutsideGateway>().SelectMany(OfOutsideGateway))
            .Concat(objects.All<V1HttpRoute>().Where(IsOurs).SelectMany(route => OfRoute(route, objects, now)))
            .Distinct();

    /// <summary>Whether every controller has looked at the route as it is now.</summary>
    public static bool IsSeen(V1HttpRoute route) => route.Spec.ParentRefs.Count > 0 && route.Spec.ParentRefs.All(parent =>
        ParentOf(route, parent)?.Conditions is { Count: > 0 } conditions && conditions.All(condition => (condition.ObservedGeneration ?? 0) >= (route.Metadata.Generation ?? 0)));

    private static bool IsOurs(IKubernetesObject<V1ObjectMeta> item) => ApplicationLabels.ResourceOf(item) is not null;

    private static IEnumerable<EntranceProblem> OfGateway(V1Gateway gateway, DateTimeOffset now)
    {
        var name = gateway.Metadata.Name;
        EntranceProblem Problem(V1Condition condition, string message, string remedy) => new($"Gateway/{name}", condition.Reason, Say(message, condition), remedy);

        var conditions = gateway.Status?.Conditions ?? [];
        if (conditions.All(condition => condition.Status == "Unknown"))
        {
            if (IsOld(gateway, now))
            {
                yield return new($"Gateway/{name}", "NoController", $"no controller has taken it; its class is '{gateway.Spec.GatewayClassName}'", $"See whether the controller of that class runs, and what it says: kubectl describe gatewayclass {gateway.Spec.GatewayClassName}");
            }

            yield break;
        }

        var told = false;
        foreach (var listener in gateway.Status?.Listeners ?? [])
        {
            foreach (var problem in OfListener(gateway, listener))
            {
                told = true;
                yield return problem;
            }
        }

        // What a listener says is the reason for what the whole says.
        if (told)
        {
            yield break;
        }

        if (Find(conditions, "Accepted", "False") is { } refused)
        {
            yield return Problem(refused, "its controller does not accept it", $"See what it says: kubectl describe gateway {name}");
        }
        else if (Find(conditions, "Programmed", "False") is { } idle)
        {
            yield return idle.Reason switch
            {
                "AddressNotAssigned" or "AddressNotUsable" => Problem(idle, "it has no address yet", "In a cloud that takes a minute or two. Elsewhere something has to give addresses to Services of type LoadBalancer (MetalLB, cloud-provider-kind, minikube tunnel), or the controller has to use ports of the nodes"),
                "NoResources" => Problem(idle, "its controller finds no room for it", $"See what it lacks: kubectl describe gateway {name}"),
                _ => Problem(idle, "its controller does not serve it", $"See what it says: kubectl describe gateway {name}"),
            };
        }
    }

    // Its listeners may be other applications' own; whether any of this one's requests get through, the routes tell.
    private static IEnumerable<EntranceProblem> OfOutsideGateway(OutsideGateway outside)
    {
        var conditions = outside.Gateway?.Status?.Conditions ?? [];
        if ((Find(conditions, "Accepted", "False") ?? Find(conditions, "Programmed", "False")) is { } idle)
        {
            var (name, gateway) = (outside.Metadata.Name, outside.Gateway!.Metadata);
            yield return new($"Gateway/{name}", idle.Reason, Say("its controller does not serve it", idle), $"Ask whoever runs it. It says: kubectl -n {gateway.NamespaceProperty} describe gateway {gateway.Name}");
        }
    }

    private static IEnumerable<EntranceProblem> OfListener(V1Gateway gateway, V1GatewayListenerStatus status)
    {
        var name = gateway.Metadata.Name;
        var listener = gateway.Spec.Listeners.FirstOrDefault(candidate => candidate.Name == status.Name);
        EntranceProblem Problem(V1Condition condition, string message, string remedy) => new($"Gateway/{name}", condition.Reason, Say($"its listener '{status.Name}' {message}", condition), remedy);

        var conditions = status.Conditions ?? [];
        if (Find(conditions, "Conflicted", "True") is { } conflict)
        {
            yield return Problem(conflict, "is at odds with another one", "Give each host and port one listener and one protocol");
        }
        else if (Find(conditions, "Accepted", "False") is { } refused)
        {
            yield return refused.Reason switch
            {
                "PortUnavailable" => Problem(refused, $"cannot have port {listener?.Port}", "Have the controller listen on it, or free it: kubectl get gateways --all-namespaces shows who has it"),
                "UnsupportedProtocol" => Problem(refused, $"speaks {listener?.Protocol}, which its controller does not", "Choose a class whose controller does"),
                _ => Problem(refused, "is not accepted", $"See what its controller says: kubectl describe gateway {name}"),
            };
        }
        else if (Find(conditions, "ResolvedRefs", "False") is { } unresolved)
        {
            var secret = listener?.Tls?.CertificateRefs is [{ Name: { } first }, ..] ? first : "?";
            yield return unresolved.Reason switch
            {
                "InvalidCertificateRef" => Problem(unresolved, $"has no certificate: the Secret '{secret}' is missing, or holds none", $"Make it: kubectl -n {gateway.Metadata.NamespaceProperty} create secret tls {secret} --cert=tls.crt --key=tls.key"),
                "RefNotPermitted" => Problem(unresolved, "may not use its certificate, which is in another namespace", "Allow it there by a ReferenceGrant, or copy the Secret into the application's namespace"),
                _ => Problem(unresolved, "refers to something that its controller cannot use", $"See what it says: kubectl describe gateway {name}"),
            };
        }
        else if (Find(conditions, "Programmed", "False") is { Reason: not "Pending" } idle)
        {
            yield return Problem(idle, "is not served", $"See what its controller says: kubectl describe gateway {name}");
        }
    }

    private static IEnumerable<EntranceProblem> OfRoute(V1HttpRoute route, ClusterObjects objects, DateTimeOffset now)
    {
        var name = route.Metadata.Name;
        var describe = $"kubectl -n {route.Metadata.NamespaceProperty} describe httproute {name}";
        EntranceProblem Problem(V1Condition condition, string message, string remedy) => new($"HTTPRoute/{name}", condition.Reason, Say(message, condition), remedy);

        foreach (var parent in route.Spec.ParentRefs)
        {
            var gateway = ParentGateways.Find(objects, route, parent);
            var (isOutside, parentName) = (ParentGateways.IsOutside(route, parent), ParentGateways.NameOf(route, parent));
            var conditions = ParentOf(route, parent)?.Conditions;
            if (conditions is null or [])
            {
                if (ParentGateways.IsMissing(objects, route, parent))
                {
                    yield return new(
                        $"HTTPRoute/{name}",
                        "NoGateway",
                        $"there is no Gateway '{parentName}', which it belongs to",
                        isOutside ? "Ask whoever runs it, or name another in the model. See what there is: kubectl get gateways --all-namespaces" : "Apply the whole tree, which brings it: aspirate apply");
                }
                else if (IsOld(route, now) && gateway?.Status?.Conditions?.Any(condition => condition.Status != "Unknown") is not false)
                {
                    yield return new($"HTTPRoute/{name}", "NoController", $"the controller of Gateway '{parentName}' has not taken it", $"See what it says: {describe}");
                }

                continue;
            }

            if (Find(conditions, "Accepted", "False") is { } refused)
            {
                yield return refused.Reason switch
                {
                    "NotAllowedByListeners" => Problem(refused, $"the Gateway '{parentName}' does not let routes of this namespace in", $"Allow it in the Gateway's listener (allowedRoutes.namespaces){Whoever(isOutside)}, or give the application a Gateway of its own"),
                    "NoMatchingListenerHostname" => Problem(refused, $"no listener of the Gateway '{parentName}' has one of its hosts ({string.Join(", ", route.Spec.Hostnames ?? [])})", $"Add the host to the Gateway's listeners{Whoever(isOutside)}, or change the route's"),
                    "NoMatchingParent" when isOutside => Problem(refused, $"the Gateway '{parentName}' has no listener '{parent.SectionName}'", $"Name one that it has in the model. See: kubectl -n {parent.Namespace} describe gateway {parent.Name}"),
                    "NoMatchingParent" => Problem(refused, $"the Gateway '{parentName}' has no listener '{parent.SectionName}'", "Apply the whole tree, which brings both: aspirate apply"),
                    "UnsupportedValue" => Problem(refused, "it asks for something that the controller does not do", $"Leave that out, or choose a class whose controller does it. See: {describe}"),
                    _ => Problem(refused, "its Gateway does not accept it", $"See what the controller says: {describe}"),
                };
            }

            if (Find(conditions, "ResolvedRefs", "False") is { } unresolved)
            {
                yield return unresolved.Reason switch
                {
                    "BackendNotFound" => Problem(unresolved, $"a Service that it leads to is not there, or has no such port ({Backends(route)}), so that its requests are answered with 500", $"Apply the whole tree, which brings it (aspirate apply), or lead the route elsewhere. See what there is: kubectl -n {route.Metadata.NamespaceProperty} get services"),
                    "RefNotPermitted" => Problem(unresolved, "it leads to a Service of another namespace, which has not allowed that", "Allow it there by a ReferenceGrant"),
                    "InvalidKind" => Problem(unresolved, "it leads to something that is no Service", "Lead it to a Service"),
                    _ => Problem(unresolved, $"it leads to something that cannot be used ({Backends(route)})", $"See what the controller says: {describe}"),
                };
            }

            if (Find(conditions, "PartiallyInvalid", "True") is { } partial)
            {
                yield return Problem(partial, "a part of it is left out", $"See what the controller says: {describe}");
            }
        }
    }

    private static V1RouteParentStatus? ParentOf(V1HttpRoute route, V1ParentReference parent) => (route.Status?.Parents ?? []).FirstOrDefault(status =>
        status.ParentRef.Name == parent.Name
        && (status.ParentRef.Namespace ?? route.Metadata.NamespaceProperty) == (parent.Namespace ?? route.Metadata.NamespaceProperty)
        && status.ParentRef.SectionName == parent.SectionName);

    private static V1Condition? Find(IEnumerable<V1Condition> conditions, string type, string status) => conditions.FirstOrDefault(condition => condition.Type == type && condition.Status == status);

    private static string Backends(V1HttpRoute route) =>
        string.Join(", ", route.Spec.Rules.SelectMany(rule => rule.BackendRefs ?? []).Select(backend => $"{backend.Name}:{backend.Port}").Distinct());

    private static string Whoever(bool isOutside) => isOutside ? ", which is for whoever runs it" : "";

    private static bool IsOld(IKubernetesObject<V1ObjectMeta> item, DateTimeOffset now) => Utc.Of(item.Metadata.CreationTimestamp) is not { } created || now - created >= FirstLook;

    private static string Say(string message, V1Condition condition) => TerminalText.Line(condition.Message ?? "") is { Length: > 0 } words ? $"{message}: {words}" : message;
}
