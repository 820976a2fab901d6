using System.CommandLine;
using System.Globalization;
using Aspirate.Cluster;
using Aspirate.Cluster.Applying;

namespace Aspirate.Addresses;

/// <summary>Proves that an application answers, says where, and opens it.</summary>
/// <param name="connection">The cluster.</param>
/// <param name="namespace">The application's namespace.</param>
/// <param name="context">The context, if it is not the kubeconfig's current one.</param>
/// <param name="console">Where it is told.</param>
internal sealed class ApplicationOpener(ClusterConnection connection, string @namespace, string? context, InvocationConfiguration console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TextWriter _output = console.Output;

    /// <returns>Whether the application answers at all of its addresses, or has none.</returns>
    public async Task<bool> OpenAsync(IReadOnlyList<ClusterObject> objects, bool isInteractive, CancellationToken cancellationToken)
    {
        var addresses = await new EntranceAddresses(connection, @namespace).FindAsync(objects, cancellationToken);
        var proof = new ApplicationProof(connection, @namespace, TimeProvider.System);
        var answers = new List<Answer>();
        foreach (var address in addresses)
        {
            if (await proof.WaitAsync(address, Patience, cancellationToken) is { IsApplication: true } answer)
            {
                await TellAsync(answer, cancellationToken);
                answers.Add(answer);
            }
            else
            {
                await console.Error.WriteLineAsync(await WhyNotAsync(address, cancellationToken));
            }
        }

        if (addresses.Count == 0)
        {
            await _output.WriteLineAsync("The application runs. It has no Ingress and no HTTPRoute with a host, so nothing leads to it from outside of the cluster.");
        }

        if (DashboardAccess.Of(objects, @namespace, context) is { } dashboard)
        {
            await _output.WriteLineAsync($"Dashboard:    {dashboard.Address}");
            await _output.WriteLineAsync($"              as long as this runs: {dashboard.Forward}");
            await _output.WriteLineAsync($"              its login asks for a token: {dashboard.Token}");
        }

        if (isInteractive && answers is [var first, ..] && Browser.IsAvailable && await IsKnownAsync(first, cancellationToken))
        {
            Browser.TryOpen(first.Address.Url);
        }

        return answers.Count == addresses.Count;
    }

    private async Task TellAsync(Answer answer, CancellationToken cancellationToken)
    {
        await _output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Application:  {answer.Address.Url} (answers with {(int)answer.Status})"));
        var known = await EntranceAddresses.ResolveAsync(answer.Address.Url.Host, cancellationToken);
        if (!known.Contains(answer.Target))
        {
            var hosts = OperatingSystem.IsWindows() ? @"C:\Windows\System32\drivers\etc\hosts" : "/etc/hosts";
            var trouble = known.Count == 0 ? "does not know the name yet; add" : $"takes the name for {string.Join(", ", known)}, where it does not answer; correct it";
            await _output.WriteLineAsync($"              this machine {trouble} in {hosts}: {answer.Target} {answer.Address.Url.Host}");
        }

        if (!answer.IsTrusted)
        {
            await _output.WriteLineAsync("              this machine does not trust its certificate; a browser will warn.");
        }
    }

    private async Task<string> WhyNotAsync(ApplicationAddress address, CancellationToken cancellationToken)
    {
        var proof = new ApplicationProof(connection, @namespace, TimeProvider.System);
        var (kind, remedy) = address.Entrance.Kind == "Gateway" ? ("Gateway", "aspirate status") : ("Ingress", $"kubectl --namespace {@namespace} describe ingress {address.Entrance.Name}");
        var look = $"Look at it with: {remedy}";
        return await proof.WaitAsync(address, TimeSpan.Zero, cancellationToken) is { } answer
            ? $"The application does not answer at {address.Url}: {answer.Target} answers with {(int)answer.Status} instead. Does a controller serve the class of this {kind}? {look}"
            : $"The application does not answer at {address.Url}: nothing answers at the cluster's addresses. Does a controller serve the class of this {kind} (minikube addons enable ingress), and is it reachable from here (minikube tunnel)? {look}";
    }

    private static async Task<bool> IsKnownAsync(Answer answer, CancellationToken cancellationToken) =>
        (await EntranceAddresses.ResolveAsync(answer.Address.Url.Host, cancellationToken)).Contains(answer.Target);
}
