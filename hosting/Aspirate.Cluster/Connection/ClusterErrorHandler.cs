using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;

namespace Aspirate.Cluster;

/// <summary>
/// Turns what can go wrong with any request into a <see cref="ClusterException"/>: the server cannot be reached or does not
/// answer, TLS fails, the credentials are not accepted, a right is missing. Answers about the objects themselves (404, 409, 422,
/// and 403 by quota or Pod Security) pass.
/// </summary>
internal sealed partial class ClusterErrorHandler(string server, string context, DateTime? credentialsExpire, TimeProvider time) : DelegatingHandler
{
    // An admission webhook may take 30 s. Only the headers are waited for, so that watches and logs may go on for ever.
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(60);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AnswerTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, either.Token);
        }
        catch (HttpRequestException failure)
        {
            throw new ClusterException(Describe(failure), failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException($"{Server} does not answer. {RemedyForUnreachable}", failure);
        }

        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized:
                response.Dispose();
                throw new ClusterException(DescribeCredentials());

            case HttpStatusCode.Forbidden:
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                if (MissingRight(await response.Content.ReadAsStringAsync(cancellationToken)) is { } missing)
                {
                    response.Dispose();
                    throw new AccessDeniedException(missing);
                }

                break;
        }

        return response;
    }

    private string Server => $"The API server {server} (context '{context}')";

    private static string RemedyForUnreachable => "Is the cluster running (minikube status, kind get clusters), and is this the right context (kubectl config get-contexts)?";

    private string Describe(HttpRequestException failure)
    {
        var innermost = failure.GetBaseException();
        return failure switch
        {
            { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: not IOException } or { InnerException: AuthenticationException } =>
                $"{Server} cannot be trusted: {innermost.Message} The kubeconfig does not fit this server; get a new one from the cluster (e.g. minikube update-context).",
            { HttpRequestError: HttpRequestError.NameResolutionError } =>
                $"{Server} cannot be found: its name is not known. Check the server's address in the kubeconfig, your network and VPN.",
            _ when innermost is SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
                $"{Server} cannot be reached: nothing listens there. {RemedyForUnreachable}",
            _ => $"{Server} cannot be reached: {innermost.Message}. {RemedyForUnreachable}",
        };
    }

    private string DescribeCredentials()
    {
        var reason = credentialsExpire is { } end && end <= time.GetUtcNow().UtcDateTime
            ? $"the client certificate expired on {end:yyyy-MM-dd HH:mm} UTC"
            : "they have expired, or were never valid";
        return $"{Server} does not accept the credentials: {reason}. Log in to the cluster again, or get a new kubeconfig from it.";
    }

    private static string? MissingRight(string body)
    {
        string? message;
        try
        {
            message = KubernetesJson.Deserialize<V1Status>(body)?.Message;
        }
        catch (JsonException)
        {
            return null;
        }

        if (message is null || RightPattern().Match(message) is not { Success: true } match)
        {
            return null;
        }

        var (user, verb, resource, group, scope) = (Part(match, "user"), Part(match, "verb"), Part(match, "resource"), Part(match, "group"), Part(match, "namespace"));
        var where = scope.Length > 0 ? $"in namespace '{scope}'" : "in the whole cluster";
        return resource.Length == 0
            ? $"'{user}' may not {verb} {Part(match, "path")}. Ask whoever runs the cluster for this right."
            : $"'{user}' may not {verb} {resource} {where}. Ask whoever runs the cluster for a role with verb '{verb}' on resource '{resource}' in API group '{group}'.";
    }

    private static string Part(Match match, string name) => match.Groups[name].Value;

    // The API server words a missing right like this, whichever authorizer refused.
    [GeneratedRegex("""User "(?<user>[^"]*)" cannot (?<verb>\S+) (?:resource "(?<resource>[^"]*)" in API group "(?<group>[^"]*)"(?: in the namespace "(?<namespace>[^"]*)")?|path "(?<path>[^"]*)")""")]
    private static partial Regex RightPattern();
}
