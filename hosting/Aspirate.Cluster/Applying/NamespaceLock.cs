using System.Net;
using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;

namespace Aspirate.Cluster.Applying;

/// <summary>
/// Keeps two applies of one namespace apart, by a Lease that is renewed as long as this one runs. One that a killed process left
/// behind ends by itself.
/// </summary>
public sealed class NamespaceLock : IAsyncDisposable
{
    private const string LeaseName = "aspirate";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RenewDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(2);

    // Longer than a lease that nobody renews lasts.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly IKubernetes _client;
    private readonly string _namespace;
    private readonly string _identity;
    private readonly CancellationTokenSource _released = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _renewing = Task.CompletedTask;
    private string? _holder;

    private NamespaceLock(IKubernetes client, string @namespace)
    {
        (_client, _namespace) = (client, @namespace);
        _identity = $"{Environment.UserName}@{Environment.MachineName} (process {Environment.ProcessId}, {Guid.NewGuid():N})";
    }

    /// <summary>Cancelled when the lease could not be renewed, so that somebody else may hold it.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes the lock, waiting for another holder for half a minute.</summary>
    /// <param name="client">The cluster.</param>
    /// <param name="namespace">The namespace.</param>
    /// <param name="waiting">Told once who holds it, when somebody does.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    /// <exception cref="ClusterException">There is no such namespace, somebody else keeps the lock, or a right is missing.</exception>
    public static async Task<NamespaceLock> AcquireAsync(IKubernetes client, string @namespace, Action<string>? waiting = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(@namespace);
        await EnsureUsableAsync(client, @namespace, cancellationToken);
        var @lock = new NamespaceLock(client, @namespace);
        @lock._renewing = @lock.RenewAsync(waiting);
        try
        {
            await @lock._held.Task.WaitAsync(Patience, cancellationToken);
            return @lock;
        }
        catch (TimeoutException)
        {
            await @lock.DisposeAsync();
            throw new ClusterException($"{@lock.Holder} is deploying to namespace '{@namespace}' right now; nothing was changed. Try again when that has finished.");
        }
        catch
        {
            await @lock.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives it up, so that the next one need not wait.</summary>
    public async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _renewing;
        if (_held.Task.IsCompletedSuccessfully)
        {
            await DeleteAsync();
        }

        _released.Dispose();
        _lost.Dispose();
    }

    private string Holder => _holder is null ? "Somebody" : _holder.Split(" (")[0];

    // The elector takes every refusal of its lease for a lock that somebody else holds, and waits.
    private static async Task EnsureUsableAsync(IKubernetes client, string @namespace, CancellationToken cancellationToken)
    {
        try
        {
            var trial = new V1Lease { Metadata = new() { GenerateName = $"{LeaseName}-" } };
            await client.CoordinationV1.CreateNamespacedLeaseAsync(trial, @namespace, dryRun: "All", cancellationToken: cancellationToken);
        }
        catch (HttpOperationException missing) when (missing.Response.StatusCode is HttpStatusCode.NotFound)
        {
            throw new ClusterException($"There is no namespace '{@namespace}', so that nothing is deployed there. Name another with --namespace (kubectl get namespaces shows them), or deploy to it first: aspirate apply --namespace {@namespace}", missing);
        }
        catch (HttpOperationException refused)
        {
            throw new ClusterException($"The namespace '{@namespace}' cannot be locked, which keeps two deployments apart: {ApiStatus.MessageOf(refused)}", refused);
        }
    }

    private async Task RenewAsync(Action<string>? waiting)
    {
        var lease = new LeaseLock(_client, _namespace, LeaseName, _identity);
        using var elector = new LeaderElector(new LeaderElectionConfig(lease) { LeaseDuration = Duration, RenewDeadline = RenewDeadline, RetryPeriod = RetryPeriod });
        elector.OnStartedLeading += () => _held.TrySetResult();
        elector.OnNewLeader += holder =>
        {
            if (holder.Length > 0 && holder != _identity)
            {
                _holder = holder;
                waiting?.Invoke(Holder);
            }
        };
        elector.OnError += error =>
        {
            if (error is ClusterException)
            {
                _held.TrySetException(error);
            }
        };

        try
        {
            await elector.RunUntilLeadershipLostAsync(_released.Token);
        }
        catch (OperationCanceledException)
        {
            return; // released
        }
        catch (Exception failure) when (failure is HttpOperationException or ClusterException)
        {
            _held.TrySetException(failure);
        }

        if (!_released.IsCancellationRequested)
        {
            await _lost.CancelAsync();
        }
    }

    private async Task DeleteAsync()
    {
        try
        {
            var lease = await _client.CoordinationV1.ReadNamespacedLeaseAsync(LeaseName, _namespace);
            if (lease.Spec.HolderIdentity == _identity)
            {
                var same = new V1Preconditions { Uid = lease.Metadata.Uid, ResourceVersion = lease.Metadata.ResourceVersion };
                await _client.CoordinationV1.DeleteNamespacedLeaseAsync(LeaseName, _namespace, new V1DeleteOptions { Preconditions = same });
            }
        }
        catch (Exception gone) when (gone is HttpOperationException or ClusterException)
        {
            // Deleted with its namespace, or the cluster is out of reach: it ends by itself then.
        }
    }
}
